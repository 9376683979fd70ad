import type { CardCommand } from './apdu.ts'
import type { CardMemory, CardState } from './card-memory.ts'

/** ISO 7816-4 §5.6: what our cards answer with. */
export const sw = {
  ok: 0x9000,
  wrongLength: 0x6700,
  lastOfChainExpected: 0x6883,
  chainingNotSupported: 0x6884,
  securityStatus: 0x6982,
  blocked: 0x6983,
  conditions: 0x6985,
  noCurrentFile: 0x6986,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  instruction: 0x6d00,
  class: 0x6e00,
} as const

export interface CardAnswer {
  readonly data?: Uint8Array
  readonly sw: number
}

/** What a chip runs: commands in, answers out. The chip around it knows power, chaining and GET RESPONSE. */
export interface CardApplication {
  /** The class bytes it knows, without the bit that chains commands. */
  readonly classes: readonly number[]
  /** The instructions that may be chained. */
  readonly chained: readonly number[]
  /**
   * Over T=1 it gives the data that it has, whatever Le is, as Java cards do. Otherwise data waits for GET RESPONSE where
   * there is no Le, and too great an Le is answered with the right one (6Cxx).
   */
  readonly givesWhatItHas?: boolean
  /** One whole command. What it changes in the chip's memory is stored before it resolves. */
  execute(command: CardCommand): Promise<CardAnswer>
}

/** A chip's memory as its application writes it. */
export class ApplicationMemory {
  readonly #memory: CardMemory

  constructor(memory: CardMemory) {
    this.#memory = memory
  }

  get state(): CardState {
    return this.#memory.state
  }

  /** A card that was pulled meanwhile keeps nothing of what it was about to write. */
  async write(change: (state: CardState) => Partial<CardState>): Promise<void> {
    await this.#memory.update((state) => (state.powered ? { ...state, ...change(state) } : state))
  }

  /** Costs nothing when it is so already. */
  async set(change: Partial<CardState>): Promise<void> {
    const after = { ...this.state, ...change }
    if (JSON.stringify(after) !== JSON.stringify(this.state)) await this.write(() => change)
  }
}
