import { CodedError } from '../errors/coded-error.ts'

/** ISO 7816-4 §5.1: what the card answers. `data` is a view into the bytes parsed; `sw` is SW1-SW2 as one number. */
export interface ResponseApdu {
  readonly data: Uint8Array
  readonly sw: number
}

/** Errors: ERR_READER_PROTOCOL for bytes too short to hold a status word. */
export function parseResponse(bytes: Uint8Array): ResponseApdu {
  const sw1 = bytes.at(-2)
  const sw2 = bytes.at(-1)
  if (sw1 === undefined || sw2 === undefined) {
    const details = { field: 'response APDU' }
    throw new CodedError('ERR_READER_PROTOCOL', `response APDU of ${bytes.length} bytes`, { details })
  }
  return { data: bytes.subarray(0, -2), sw: (sw1 << 8) | sw2 }
}
