import { CodedError } from '../../core/errors/coded-error.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { type CardMemory, newCardState } from '../../demo/cards/card-memory.ts'
import { VirtualCard } from '../../demo/cards/virtual-card.ts'
import { CcidFirmware } from '../../demo/reader/ccid-firmware.ts'
import type { Keypad } from '../../demo/reader/keypad.ts'
import { FaultList } from '../../demo/reader/reader-faults.ts'
import { readerModel } from '../../demo/reader/reader-models.ts'
import type { CcidMessages } from './serial-reader.ts'

/** Tries of a new card. */
const triesMaximum = 3

/** Not processed, but told to wait: CCID 1.1 §6.2-3. */
const isTimeExtension = (message: Uint8Array): boolean => ((message[7] ?? 0) & 0xc0) === 0x80

/** A card with a memory of its own, which it keeps wherever it is put. */
export function newVirtualCard(file: CardFile): { readonly card: VirtualCard; readonly memory: CardMemory } {
  let state = newCardState(triesMaximum)
  const memory: CardMemory = {
    get state() {
      return state
    },
    update: async (change) => (state = change(state)),
  }
  return { card: new VirtualCard(file, memory), memory }
}

/**
 * One slot at TPDU level without quirks and with a virtual card in it: CCID messages in and out, for serveSerialReader and
 * for a line of our own.
 */
export class VirtualCardReader implements CcidMessages {
  readonly faults = new FaultList()
  /** Called when a fault pulls the whole reader. */
  onUnplug: () => void = () => undefined
  card: VirtualCard | undefined
  readonly #firmware: CcidFirmware
  readonly #bSlot: number
  #messages: Uint8Array[] = []
  #waiting: { resolve(message: Uint8Array): void; reject(error: Error): void } | undefined

  /** `bSlot`: what the outer reader calls this slot. */
  constructor(card: VirtualCard | undefined, bSlot = 0, keypad?: Keypad) {
    this.card = card
    this.#bSlot = bSlot
    const model = {
      ...readerModel('ez100pu'),
      bigEndianLength: false,
      answerPrefix: [],
      powerSelect: [0, 1, 2, 3],
      ...(keypad ? { pinSupport: { lcdLines: 0, lcdCharacters: 0 } } : {}),
    }
    // Packets, halts and broken transfers are USB's: on a line nothing comes.
    const nothing = (): void => undefined
    const port = {
      slot: () => ({ card: this.card, mute: false }),
      send: (message: Uint8Array) => this.#send(message),
      sendPacket: nothing,
      keypad: (signal: AbortSignal) => keypad?.entry(signal) ?? Promise.resolve('timeout' as const),
      halt: nothing,
      breakTransfer: nothing,
      removeCard: () => this.remove(),
      unplug: async () => this.onUnplug(),
    }
    this.#firmware = new CcidFirmware(model, port, this.faults)
  }

  async remove(): Promise<void> {
    const { card } = this
    this.card = undefined
    await card?.powerOff()
  }

  async write(message: Uint8Array): Promise<void> {
    const own = Uint8Array.from(message)
    own[5] = 0
    this.#firmware.receive(own)
  }

  read(): Promise<Uint8Array> {
    const message = this.#messages.shift()
    if (message) return Promise.resolve(message)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  /** The reader went away, and the card's power with it. */
  lose(): void {
    this.#waiting?.reject(new CodedError('ERR_READER_LOST', 'the virtual reader went away'))
    this.#waiting = undefined
    this.#messages = []
    void this.card?.powerOff()
  }

  async answer(message: Uint8Array, more: (message: Uint8Array) => void): Promise<Uint8Array> {
    await this.write(message)
    for (;;) {
      const answer = await this.read()
      if (!isTimeExtension(answer)) return answer
      more(answer)
    }
  }

  #send(message: Uint8Array): void {
    const own = Uint8Array.from(message)
    own[5] = (own[5] ?? 0) + this.#bSlot
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting.resolve(own)
    else this.#messages.push(own)
  }
}
