import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import type { HostOp } from '../host-op.ts'

/** ISO 7816-4 and -9: VERIFY (two forms), CHANGE REFERENCE DATA, RESET RETRY COUNTER. */
const pinInstructions: ReadonlySet<number | undefined> = new Set([0x20, 0x21, 0x24, 0x2c])

export const transmit: HostOp<'transmit'> = async ({ connection, command }, session, signal) => {
  const open = session.get(connection)
  const bytes = fromBase64(command)
  if (pinInstructions.has(bytes[1])) open.mayBeVerified = true
  try {
    return { response: toBase64(await open.connection.transmit(bytes, { signal })) }
  } finally {
    bytes.fill(0)
  }
}
