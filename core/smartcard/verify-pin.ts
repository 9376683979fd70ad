import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from './card-channel.ts'
import { type PinPadConnection, pinPadStatusWords, type PinTemplate } from './pin-pad.ts'
import { parseResponse } from './response-apdu.ts'
import { statusWords, StatusWordError, triesLeft } from './status-word.ts'

/** ERR_PIN_WRONG: the card counted a try, and this many are left. */
export class WrongPinError extends CodedError {
  readonly triesLeft: number

  constructor(left: number, cause: unknown) {
    super('ERR_PIN_WRONG', `wrong PIN, ${left} tries left`, { cause, details: { triesLeft: left } })
    this.triesLeft = left
  }
}

/**
 * ISO 7816-4 §11.5.6 VERIFY. `reference` is P2, the key reference the card profile names; `pin` is the reference data
 * with its padding, and stays its owner's to overwrite. The command is sent exactly once, whatever happens.
 * Errors: WrongPinError, ERR_PIN_BLOCKED, StatusWordError for a refusal that is not about the PIN.
 */
export async function verifyPin(channel: CardChannel, reference: number, pin: Uint8Array): Promise<void> {
  try {
    await channel.send({ name: 'VERIFY', ins: 0x20, p2: reference, data: pin })
  } catch (error) {
    throw error instanceof StatusWordError ? pinError(error) : error
  }
}

/**
 * VERIFY with the PIN entered on the reader's keypad. Errors: as verifyPin; ERR_PIN_ENTRY_CANCELLED, ERR_PIN_ENTRY_TIMEOUT and
 * ERR_PIN_FORMAT when the person ended the entry, let it run out, or the reader refused the PIN: the card got nothing.
 */
export async function verifyPinOnReader(
  pad: PinPadConnection,
  template: PinTemplate,
  signal?: AbortSignal,
): Promise<void> {
  const response = await pad.verifyPinOnReader(template, signal ? { signal } : {})
  const { sw } = parseResponse(response)
  if (sw === statusWords.ok) return
  if (sw === pinPadStatusWords.cancelled) throw new CodedError('ERR_PIN_ENTRY_CANCELLED', 'cancelled on the reader')
  if (sw === pinPadStatusWords.timeout)
    throw new CodedError('ERR_PIN_ENTRY_TIMEOUT', 'no PIN was entered on the reader')
  if (sw === pinPadStatusWords.wrongLength) {
    const { minimum, maximum } = template
    throw new CodedError('ERR_PIN_FORMAT', 'a PIN of another length', { details: { minimum, maximum } })
  }
  throw pinError(new StatusWordError('VERIFY', sw))
}

function pinError(error: StatusWordError): CodedError {
  const left = triesLeft(error.sw)
  if (left === undefined) return error
  if (left === 0) return new CodedError('ERR_PIN_BLOCKED', 'the PIN is blocked', { cause: error })
  return new WrongPinError(left, error)
}

/** VERIFY without data asks and does not try. Undefined when the card does not tell, or the PIN is verified already. */
export async function pinTriesLeft(channel: CardChannel, reference: number): Promise<number | undefined> {
  const { sw } = await channel.exchange({ name: 'VERIFY', ins: 0x20, p2: reference })
  return triesLeft(sw)
}
