import { CodedError } from '../../core/errors/coded-error.ts'
import type { ModuleKeys } from './module-keys.ts'

/**
 * The keys for modules, whose code is fetched when they are first used: most people have none.
 * Errors: ERR_REQUEST_UNREACHABLE when the code cannot be fetched; the next use tries again.
 */
export function lazyModuleKeys(fetchKeys: () => Promise<ModuleKeys>): Pick<ModuleKeys, 'make' | 'has' | 'openSecret'> {
  let fetching: Promise<ModuleKeys> | undefined
  const fetchAnew = async () => {
    try {
      return await fetchKeys()
    } catch (cause) {
      fetching = undefined
      throw new CodedError('ERR_REQUEST_UNREACHABLE', 'the code of the keys could not be fetched', { cause })
    }
  }
  const keys = () => (fetching ??= fetchAnew())
  return {
    make: async () => await (await keys()).make(),
    has: async (publicKey) => await (await keys()).has(publicKey),
    openSecret: async (publicKey, sealed) => await (await keys()).openSecret(publicKey, sealed),
  }
}
