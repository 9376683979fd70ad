import { CodedError } from '../../core/errors/coded-error.ts'
import type { PageKeyStore } from './page-key.ts'

/**
 * A store that is opened when it is first used: a page is drawn without waiting for the database or its code.
 * Errors: ERR_REQUEST_UNREACHABLE when the code cannot be fetched; the next use tries again.
 */
export function lazyPageKeyStore(open: () => Promise<PageKeyStore>): PageKeyStore {
  let opening: Promise<PageKeyStore> | undefined
  const openAnew = async () => {
    try {
      return await open()
    } catch (cause) {
      opening = undefined
      throw new CodedError('ERR_REQUEST_UNREACHABLE', 'the key store’s code could not be fetched', { cause })
    }
  }
  const store = () => (opening ??= openAnew())
  return {
    get: async () => (await store()).get(),
    addIfAbsent: async (key) => (await store()).addIfAbsent(key),
    clear: async () => (await store()).clear(),
  }
}
