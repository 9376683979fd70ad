import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { memoryPageKeyStore } from './memory-page-key-store.ts'
import type { PageKey, PageKeyStore } from './page-key.ts'

interface Schema extends DBSchema {
  keys: { key: string; value: PageKey }
}

const slot = 'page'

/**
 * The key in IndexedDB, which can hold a key that nobody can read out. Where the browser gives no database
 * (some private windows), the key lives as long as the page: a reload then means signing in again.
 */
export async function openPageKeyStore(): Promise<PageKeyStore> {
  let opening: Promise<IDBPDatabase<Schema>> | undefined
  /** Opened anew after the browser closed it, as it does when the site's data are cleared under an open page. */
  const open = () => {
    opening ??= openDB<Schema>('nhi-portal', 1, {
      upgrade: (database) => void database.createObjectStore('keys'),
      terminated: () => (opening = undefined),
    })
    return opening
  }
  try {
    await open()
    return {
      get: async () => (await open()).get('keys', slot),
      async addIfAbsent(key) {
        const transaction = (await open()).transaction('keys', 'readwrite')
        const kept = await transaction.store.get(slot)
        if (!kept) await transaction.store.put(key, slot)
        await transaction.done
        return kept ?? key
      },
      clear: async () => (await open()).delete('keys', slot),
    }
  } catch {
    return memoryPageKeyStore()
  }
}
