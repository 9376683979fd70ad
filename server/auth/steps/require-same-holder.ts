import { CodedError } from '../../../core/errors/coded-error.ts'
import type { Holder } from '../../db/tables/sessions.ts'

/** Only who signed in confirms, by any enrolled card of the same kind: a renewed one too. Errors: ERR_LOGIN_OTHER_CARD. */
export function requireSameHolder(holder: Holder, signedIn: Holder): void {
  if (keyOf(holder) === keyOf(signedIn)) return
  throw new CodedError('ERR_LOGIN_OTHER_CARD', 'the card leads to another holder than the one that signed in')
}

const keyOf = (holder: Holder): string =>
  holder.kind === 'person' ? `person ${holder.personId}` : `institution ${holder.institutionCode}`
