/**
 * Where a desk keeps everything: one JSON value. In the extension `chrome.storage.local`, in tests a variable.
 * `watch`, where there is one, calls its listener after any context wrote, and answers how to stop.
 */
export interface DemoStore {
  get(): Promise<unknown>
  set(value: unknown): Promise<void>
  watch?(listener: () => void): () => void
}

/** A store that lives as long as this object. What is kept is text, like in a browser. */
export function memoryStore(): DemoStore {
  let text: string | undefined
  return {
    get: async (): Promise<unknown> => (text === undefined ? undefined : JSON.parse(text)),
    set: async (value) => {
      text = JSON.stringify(value)
    },
  }
}
