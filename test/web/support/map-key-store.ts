import type { PageKeyPair } from '../../../core/sam/sealed-secret.ts'
import type { ModuleKeyStore } from '../../../web/api/module-keys.ts'

/** Keeps the keys as long as the test. */
export function mapKeyStore(): ModuleKeyStore {
  const pairs = new Map<string, PageKeyPair>()
  return {
    get: async (publicKey) => pairs.get(publicKey),
    put: async (pair) => void pairs.set(pair.publicKey, pair),
    delete: async (publicKey) => void pairs.delete(publicKey),
  }
}
