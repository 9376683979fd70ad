import { concat } from '../bytes/concat.ts'
import { decodeCommand, requireShort, shortLeMaximum } from './command-apdu.ts'
import { parseResponse } from './response-apdu.ts'

/**
 * ISO 7816-3 §12.2: T=0 at TPDU level. The reader handles procedure bytes; what is left is that a T=0 command carries
 * data one way only. Nothing is sent twice: 6Cxx goes up, where it is known whether the command may be repeated.
 */
export async function transmitT0(
  command: Uint8Array,
  transfer: (tpdu: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  requireShort(command)
  const { cla, data, le } = decodeCommand(command)
  if (!data) {
    // Case 1 has P3 = 0 on the line; case 2 is as it is.
    return transfer(le === undefined ? concat(command, [0]) : command)
  }
  if (le === undefined) return transfer(command)
  // Case 4: Le stays behind, and GET RESPONSE fetches what the card says is there (61xx).
  const first = await transfer(command.subarray(0, -1))
  const { sw } = parseResponse(first)
  if (sw >> 8 !== 0x61) return first
  const available = sw & 0xff || shortLeMaximum
  const getResponse = (length: number) => transfer(Uint8Array.of(cla & 0x03, 0xc0, 0, 0, length & 0xff))
  const response = await getResponse(Math.min(available, le))
  const corrected = parseResponse(response).sw
  return corrected >> 8 === 0x6c ? getResponse(corrected & 0xff) : response
}
