import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { BlockOptions, TransferBlock } from './transfer-block.ts'

/**
 * Character level (CCID 1.1 §3.2.1): the reader only carries characters. wLevelParameter says how many it is to wait for
 * before it answers; what they mean is worked out here, so that the protocols above see whole TPDUs and blocks.
 */
class Characters {
  readonly #transfer: TransferBlock
  #received: Uint8Array = nothing()

  constructor(transfer: TransferBlock) {
    this.#transfer = transfer
  }

  /** Sends, and leaves what comes back to `take`. */
  async send(abData: Uint8Array, wanted: number, options?: BlockOptions): Promise<void> {
    const answer = await this.#transfer(abData, { ...options, wLevelParameter: wanted })
    this.#received = concat(this.#received, answer.abData)
  }

  /** The next characters of the card; fewer only when it sent no more. `beyond`: as many are sure to follow them. */
  async take(count: number, beyond = 0): Promise<Uint8Array> {
    if (this.#received.length < count) await this.send(nothing(), count - this.#received.length + beyond)
    const taken = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(taken.length)
    return taken
  }

  async takeOne(): Promise<number> {
    const [byte] = await this.take(1)
    if (byte === undefined) throw mute('the card fell silent')
    return byte
  }
}

/** ISO 7816-3 §10.3.3: what a card may send after a header. 60 asks for time, INS or its complement for data. */
const NULL = 0x60
/** After all of its data a card says two characters at least: SW1 and SW2, if not NULL before. */
const statusLength = 2
/** As many NULLs as a card of 1 s per NULL would send in the two minutes that a command may take. */
const nullMaximum = 1024

/** T=0 TPDUs over characters: procedure bytes are answered here. */
export function t0Characters(transfer: TransferBlock): TransferBlock {
  return async (tpdu) => {
    const characters = new Characters(transfer)
    const header = tpdu.subarray(0, 5)
    const [, ins = 0, , , p3 = 0] = header
    let toSend = tpdu.subarray(5)
    let toTake = toSend.length > 0 ? 0 : p3 || 256
    const response: Uint8Array[] = []
    await characters.send(header, 1)
    for (let nulls = 0; nulls < nullMaximum;) {
      const procedure = await characters.takeOne()
      const complement = (ins ^ 0xff) & 0xff
      if (procedure === NULL) {
        nulls++
      } else if (isSw1(procedure)) {
        response.push(Uint8Array.of(procedure, await characters.takeOne()))
        return { abData: concat(...response), specific: 0 }
      } else if (procedure !== ins && procedure !== complement) {
        throw mute(`procedure byte ${procedure}`)
      } else if (toSend.length > 0) {
        const count = procedure === ins ? toSend.length : 1
        await characters.send(toSend.subarray(0, count), 1)
        toSend = toSend.subarray(count)
      } else if (toTake > 0) {
        const data = procedure === ins ? await characters.take(toTake, statusLength) : await characters.take(1)
        if (data.length === 0) throw mute('no data after its procedure byte')
        toTake -= data.length
        response.push(data.slice())
      } else {
        throw mute('more data asked for than there is')
      }
    }
    throw mute('time asked for without end')
  }
}

/** §10.3.3: 6X but 60, and 9X. Instructions never have these values (ISO 7816-4 §5.4.2). */
const isSw1 = (byte: number): boolean => (byte & 0xf0) === 0x60 || (byte & 0xf0) === 0x90

const prologue = 3

/** T=1 blocks over characters: the prologue says how much there is to come. */
export function t1Characters(transfer: TransferBlock, edcLength: number): TransferBlock {
  return async (block, options) => {
    const characters = new Characters(transfer)
    await characters.send(block, prologue, options)
    const start = (await characters.take(prologue)).slice()
    const rest = start.length < prologue ? nothing() : await characters.take((start[2] ?? 0) + edcLength)
    return { abData: concat(start, rest), specific: 0 }
  }
}

/** ISO 7816-3 §9.2: PPS0 says which of PPS1 to PPS3 follow before PCK. */
export function ppsCharacters(transfer: TransferBlock): TransferBlock {
  return async (request) => {
    const characters = new Characters(transfer)
    await characters.send(request, 2)
    const start = (await characters.take(2)).slice()
    const follow = [0x10, 0x20, 0x40].filter((bit) => (start[1] ?? 0) & bit).length
    return { abData: concat(start, await characters.take(follow + 1)), specific: 0 }
  }
}

const nothing = (): Uint8Array<ArrayBuffer> => new Uint8Array()

const mute = (what: string): CodedError => new CodedError('ERR_CARD_MUTE', `T=0 at character level: ${what}`)
