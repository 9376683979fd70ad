import type { KnownCard } from '../../../core/cards/card-profile.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SigningModule } from './signing-module.ts'

/**
 * An institution's card goes with its own module: told before the PIN, as far as the card says whose it is; the server
 * decides by the certificates. Error: ERR_LOGIN_INSTITUTION_MISMATCH with both codes.
 */
export function requireSameInstitution({ institution }: KnownCard, module: SigningModule | undefined): void {
  if (institution === null || !module || module.institution === institution) return
  throw new CodedError('ERR_LOGIN_INSTITUTION_MISMATCH', 'the card is not of the institution of the module', {
    details: { card: institution, sam: module.institution },
  })
}
