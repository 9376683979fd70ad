import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { HostTokenPin } from '../../../../core/protocol/native-host.ts'
import type { ListedToken, TokenListing, TokenSource } from '../../../../extension/readers/token-source.ts'

/** A token as the worker meets it. It counts what it saw. */
export class FakeToken {
  readonly slotDescription: string
  serialNumber: string
  pin = '123456'
  tries: HostTokenPin['tries'] = 'untold'
  onDevice = false
  /** PINs, and entries on the device. */
  logins = 0
  signed: string[] = []
  certificates: readonly Uint8Array[] = []
  signError: CodedError | undefined

  constructor(slotDescription: string, serialNumber = 'TP07000000000001') {
    this.slotDescription = slotDescription
    this.serialNumber = serialNumber
  }
}

/** The tokens of one module. */
export class FakeTokens implements TokenSource {
  readonly all: FakeToken[] = []
  refusals: CodedError[] = []
  listings = 0
  listError: CodedError | undefined
  beforeList: () => void | Promise<void> = () => undefined
  /** The PIN bytes as they were given on, to see that they are zeroed afterwards. */
  readonly seenPins: Uint8Array[] = []
  #count = 0
  readonly #waiting = new Set<() => void>()

  insert(...tokens: FakeToken[]): this {
    this.all.push(...tokens)
    return this.#tell()
  }

  takeOut(token: FakeToken): this {
    this.all.splice(this.all.indexOf(token), 1)
    return this.#tell()
  }

  async list(): Promise<TokenListing> {
    this.listings++
    await this.beforeList()
    if (this.listError) throw this.listError
    return { tokens: this.all.map(listed), refusals: this.refusals, count: this.#count }
  }

  async changed(count: number, signal: AbortSignal): Promise<void> {
    while (count === this.#count) {
      signal.throwIfAborted()
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
        signal.addEventListener('abort', () => resolve())
      })
    }
  }

  async sign(name: string, signingInput: string, pin: Uint8Array | undefined): Promise<Uint8Array> {
    const token = this.all.find((it) => nameOf(it) === name)
    if (!token) throw new CodedError('ERR_CARD_REMOVED', 'no such token')
    if (pin) this.seenPins.push(pin)
    token.logins++
    if (token.signError) throw token.signError
    if ((pin === undefined) !== token.onDevice) throw new Error('a PIN for the wrong place')
    if (pin && new TextDecoder().decode(pin) !== token.pin) {
      token.tries = 'few'
      throw new CodedError('ERR_PIN_WRONG_UNTOLD', 'wrong')
    }
    token.signed.push(signingInput)
    return new Uint8Array(256).fill(0xcd)
  }

  #tell(): this {
    this.#count++
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
    return this
  }
}

const nameOf = ({ slotDescription, serialNumber }: FakeToken): string => `${slotDescription}/${serialNumber}`

const listed = (token: FakeToken): ListedToken => ({
  token: nameOf(token),
  slotDescription: token.slotDescription,
  serialNumber: token.serialNumber,
  pin: { onDevice: token.onDevice, minimum: 6, maximum: 8, tries: token.tries },
  certificates: token.certificates,
})
