import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { PageKeyPair } from '../../core/sam/sealed-secret.ts'
import { ModuleKeys, type ModuleKeyStore } from './module-keys.ts'

interface Schema extends DBSchema {
  keys: { key: string; value: PageKeyPair }
}

/**
 * The keys in IndexedDB, which can hold what nobody can read out; a database of its own, since the page's key goes with each
 * session. It is used seldom, and opened for each use.
 */
export const moduleKeyStore: ModuleKeyStore = {
  get: (publicKey) => using((database) => database.get('keys', publicKey)),
  put: (pair) => using(async (database) => void (await database.put('keys', pair))),
  delete: (publicKey) => using((database) => database.delete('keys', publicKey)),
}

async function using<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>('nhi-portal-modules', 1, {
    upgrade: (created) => void created.createObjectStore('keys', { keyPath: 'publicKey' }),
  })
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

export const openModuleKeys = (): ModuleKeys => new ModuleKeys(() => Promise.resolve(moduleKeyStore))
