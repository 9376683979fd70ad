import type { DemoStore } from '../../demo/reader/demo-store.ts'

const key = 'demo-desk'

/** The desk in `chrome.storage.local`: a new worker, and every page of the extension, finds it as it was. */
export const deskStore: DemoStore = {
  async get() {
    return (await chrome.storage.local.get(key))[key]
  },
  set: (value) => chrome.storage.local.set({ [key]: value }),
  watch(listener) {
    const onChanged = (changes: Readonly<Record<string, unknown>>, area: string) => {
      if (area === 'local' && key in changes) listener()
    }
    chrome.storage.onChanged.addListener(onChanged)
    return () => chrome.storage.onChanged.removeListener(onChanged)
  },
}
