import { toBase64 } from '../../core/bytes/base64.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { pinPadOf } from '../../core/smartcard/pin-pad.ts'
import type { HostOp } from '../host-op.ts'

export const verifyPinOnReader: HostOp<'verify-pin-on-reader'> = async ({ connection, template }, session, signal) => {
  const open = session.get(connection)
  const pad = pinPadOf(open.connection)
  if (!pad) {
    const details = { field: 'PIN entry' }
    throw new CodedError('ERR_READER_PROTOCOL', 'the reader has no keypad that takes PINs', { details })
  }
  open.mayBeVerified = true
  return { response: toBase64(await pad.verifyPinOnReader(template, { signal })) }
}
