/** In this order: every Chromium says it is Chrome too, and Chrome says it is Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).* Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows NT/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome 156 · Windows`: enough for a person to know a session of theirs by. What is not known is left out. */
export function browserLabel(userAgent: string | null): string {
  const said = userAgent ?? ''
  const browser = browsers.flatMap(([pattern, name]) => {
    const version = pattern.exec(said)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })
  const system = systems.flatMap(([pattern, name]) => (pattern.test(said) ? [name] : []))
  return [...browser.slice(0, 1), ...system.slice(0, 1)].join(' · ')
}
