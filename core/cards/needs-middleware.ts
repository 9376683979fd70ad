import { toHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'

/** For a card whose commands for PIN and key are not published. */
export function needsMiddleware(answerToReset: Uint8Array): CodedError {
  const details = { answerToReset: toHex(answerToReset) }
  return new CodedError('ERR_CARD_NEEDS_MIDDLEWARE', 'it signs by way of its issuing centre’s component', { details })
}
