import type { StoredModule } from './module-store.ts'

export type ModuleState = 'valid' | 'ending' | 'expired' | 'not-yet-valid' | 'revoked'

/** Milliseconds before its end in which a module is said to end soon: a new one takes days to apply for. */
const endingBefore = 60 * 86_400_000

/** `now`: milliseconds since 1970. */
export function moduleState({ notBefore, notAfter, revokedAt }: Validity, now: number): ModuleState {
  if (revokedAt !== null) return 'revoked'
  if (now > notAfter) return 'expired'
  if (now < notBefore) return 'not-yet-valid'
  return now > notAfter - endingBefore ? 'ending' : 'valid'
}

type Validity = Pick<StoredModule, 'notBefore' | 'notAfter' | 'revokedAt'>

/** Whether it may sign now. */
export const isUsableModule = (module: Validity, now: number): boolean =>
  ['valid', 'ending'].includes(moduleState(module, now))
