import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from './card-channel.ts'
import { StatusWordError, triesLeft } from './status-word.ts'

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
    const left = error instanceof StatusWordError ? triesLeft(error.sw) : undefined
    if (left === undefined) throw error
    if (left === 0) throw new CodedError('ERR_PIN_BLOCKED', 'the PIN is blocked', { cause: error })
    throw new WrongPinError(left, error)
  }
}

/** VERIFY without data asks and does not try. Undefined when the card does not tell, or the PIN is verified already. */
export async function pinTriesLeft(channel: CardChannel, reference: number): Promise<number | undefined> {
  const { sw } = await channel.exchange({ name: 'VERIFY', ins: 0x20, p2: reference })
  return triesLeft(sw)
}
