/**
 * `chrome.contentSettings.popups` and `.javascript`, as far as they are used: the person's own setting, above it the
 * extension's rules, and above both an administrator's.
 */
export class FakeContentSetting {
  readonly rules = new Map<string, string>()
  own: 'allow' | 'block'
  policy: 'allow' | 'block' | undefined

  constructor(own: 'allow' | 'block', policy?: 'allow' | 'block') {
    this.own = own
    this.policy = policy
  }
  get({ primaryUrl }: { primaryUrl: string }): Promise<{ setting: string }> {
    const rule = this.rules.get(`${primaryUrl}*`)
    return Promise.resolve({ setting: this.policy ?? rule ?? this.own })
  }
  set({ primaryPattern, setting }: { primaryPattern: string; setting: string }): Promise<void> {
    this.rules.set(primaryPattern, setting)
    return Promise.resolve()
  }
  clear(): Promise<void> {
    this.rules.clear()
    return Promise.resolve()
  }
}
