import type { PageKey, PageKeyStore } from './page-key.ts'

/** Keeps the key as long as the page. */
export function memoryPageKeyStore(): PageKeyStore {
  let kept: PageKey | undefined
  return {
    get: async () => kept,
    addIfAbsent: async (key) => (kept ??= key),
    async clear() {
      kept = undefined
    },
  }
}
