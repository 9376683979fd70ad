import type { ModulePart } from '../../../core/assertion/module-part.ts'
import { malformed } from '../../../core/assertion/malformed.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'

/** What a page sends for one signed challenge. */
export interface AssertionAnswer {
  readonly assertion: string
  /** What the security module of the NHI reader signed beside the card. */
  readonly module?: string | undefined
  /** The holder's, with an NHI card. */
  readonly password?: string | undefined
}

/**
 * All that belongs to it, and nothing more. Errors: ERR_READER_SAM_NOT_AUTHENTICATED for a card alone in an NHI reader,
 * ERR_LOGIN_MALFORMED with details.field for a module or a password where none has a place.
 */
export function requireParts(part: ModulePart, { module, password }: AssertionAnswer): void {
  if (part === 'beside' && module === undefined) {
    throw new CodedError('ERR_READER_SAM_NOT_AUTHENTICATED', 'the security module of the reader did not sign')
  }
  if (part !== 'beside' && module !== undefined) throw malformed('module')
  if ((part === 'alone') !== (password !== undefined)) throw malformed('password')
}
