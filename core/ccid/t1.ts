import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { TransferBlock, TransferOnce } from './transfer-block.ts'
import { SlotError } from './slot-errors.ts'
import type { Speaker } from './speaker.ts'
import {
  decodeBlock,
  edcLength,
  encodeBlock,
  type ErrorDetection,
  infMaximum,
  isI,
  isR,
  pcbs,
  receiveNumber,
  sendNumber,
  type T1Block,
} from './t1-block.ts'

export interface T1Options {
  /** Bytes of information the card and the reader take in one block. */
  readonly ifsc: number
  readonly ifsd: number
  readonly errorDetection: ErrorDetection
  /** Bytes of a whole block that fit one message of the reader. */
  readonly blockMaximum: number
  /** False for a reader that tells the card its IFSD by itself. */
  readonly negotiatesIfsd: boolean
}

/** ISO 7816-3 §11.6.3.2: a block is asked for twice more before the card is given up. */
const triesMaximum = 3
/** Requests of the card (waiting time, block size) in one exchange. */
const requestsMaximum = 1024
const responseMaximum = 0x1_0002
const defaultIfsd = 32

/** What the last block received was, with nothing left of its form to check. */
type Received = { readonly block: T1Block } | { readonly fault: 'edcError' | 'otherError'; readonly cause?: SlotError }

/**
 * ISO 7816-3 §11: the block protocol, spoken by us at TPDU level. Lost blocks are asked for again by R-blocks. After
 * that the card is resynchronised, once, and only while it cannot have the whole command: else the command might be
 * done a second time, so the card is given up.
 */
export class T1Protocol implements Speaker {
  readonly #detection: ErrorDetection
  readonly #negotiatesIfsd: boolean
  readonly #ifsdWanted: number
  readonly #ifscMaximum: number
  readonly #ifscOfAtr: number
  #ifsc: number
  #ns = 0
  #nr = 0

  constructor({ ifsc, ifsd, errorDetection, blockMaximum, negotiatesIfsd }: T1Options) {
    const overhead = 3 + edcLength(errorDetection)
    // A reader that declares an impossible message length still takes the smallest blocks.
    const fits = Math.max(defaultIfsd, Math.min(infMaximum, blockMaximum - overhead))
    this.#detection = errorDetection
    this.#negotiatesIfsd = negotiatesIfsd
    this.#ifscMaximum = fits
    this.#ifsdWanted = Math.max(defaultIfsd, Math.min(fits, ifsd))
    this.#ifscOfAtr = this.#ifscOf(ifsc)
    this.#ifsc = this.#ifscOfAtr
  }

  /** §11.4.2: tells the card how much we take in a block. A card that does not answer in kind keeps the default. */
  async begin(transfer: TransferBlock): Promise<void> {
    if (!this.#negotiatesIfsd || this.#ifsdWanted === defaultIfsd) return
    const request: T1Block = { pcb: pcbs.ifs, inf: Uint8Array.of(this.#ifsdWanted) }
    for (let tries = 0; tries < triesMaximum; tries++) {
      const received = await this.#send(request, transfer)
      if ('block' in received && received.block.pcb === (pcbs.ifs | pcbs.response)) return
    }
  }

  async transmit(command: Uint8Array, transfer: TransferBlock): Promise<Uint8Array> {
    try {
      return await this.#converse(command, transfer)
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error
      await this.#resynchronise(transfer, error)
      await this.begin(transfer)
      return this.#converse(command, transfer)
    }
  }

  /**
   * The block of a command that the reader itself completes (a PIN entered on its keypad): `once` sends it, the rest
   * goes by `transfer`. We could not send that block again, so a card that wants it again is given up.
   */
  async transmitOnce(command: Uint8Array, once: TransferOnce, transfer: TransferBlock): Promise<Uint8Array> {
    return this.#converse(command, transfer, once)
  }

  /** §11.6.2.3 rule 6.4: both sides start anew, as after the ATR. Errors: `cause` when the card does not follow. */
  async #resynchronise(transfer: TransferBlock, cause: CodedError): Promise<void> {
    for (let tries = 0; tries < triesMaximum; tries++) {
      const received = await this.#send({ pcb: pcbs.resynch, inf: nothing }, transfer)
      if (!('block' in received) || received.block.pcb !== (pcbs.resynch | pcbs.response)) continue
      this.#ns = 0
      this.#nr = 0
      this.#ifsc = this.#ifscOfAtr
      return
    }
    throw cause
  }

  async #converse(command: Uint8Array, transfer: TransferBlock, first?: TransferOnce): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    let total = 0
    let at = 0
    let size = Math.min(this.#ifsc, command.length)
    const iBlock = (): T1Block => {
      const more = at + size < command.length ? pcbs.moreBit : 0
      return { pcb: pcbs.I | (this.#ns << 6) | more, inf: command.subarray(at, at + size) }
    }
    const acknowledge = (error: number): T1Block => ({ pcb: pcbs.R | (this.#nr << 4) | error, inf: nothing })

    // Rule 7: what we sent last of our own, to be repeated when the card says it did not get it.
    let last = iBlock()
    let next: T1Block = last
    let bBWI = 0
    let faults = 0
    let sending = true
    // The card said that it still waits for the block it was last sent, so it does not have the whole command.
    let refused = false
    let pending = first
    for (let requests = 0; requests < requestsMaximum;) {
      const sendsCommand = isI(next.pcb)
      if (sendsCommand) refused = false
      if (first && sendsCommand && !pending) throw unintelligible(undefined)
      const received = pending ? await this.#sendOnce(next, pending) : await this.#send(next, transfer, bBWI)
      if ('own' in received) return received.own
      pending = undefined
      bBWI = 0
      const fault = (cause: unknown, error: number): void => {
        if (++faults >= triesMaximum) {
          const incomplete = sending && (refused || at + size < command.length)
          throw incomplete && !first ? new NotTaken(cause) : unintelligible(cause)
        }
        next = acknowledge(error)
      }
      if (!('block' in received)) {
        fault(received.cause, pcbs[received.fault])
        continue
      }
      const { pcb, inf } = received.block
      if (isI(pcb)) {
        const awaited = sendNumber(pcb) === this.#nr && at + size >= command.length
        if (!awaited) {
          fault(undefined, pcbs.otherError)
          continue
        }
        faults = 0
        if (sending) this.#ns ^= 1
        sending = false
        this.#nr ^= 1
        parts.push(inf)
        total += inf.length
        if ((pcb & pcbs.moreBit) === 0) return concat(...parts)
        // A chain of nothing, or without end.
        if (inf.length === 0 || total > responseMaximum) throw unintelligible(undefined)
        last = next = acknowledge(0)
      } else if (isR(pcb)) {
        const acknowledges = sending && receiveNumber(pcb) !== this.#ns && at + size < command.length
        if (acknowledges) {
          faults = 0
          this.#ns ^= 1
          at += size
          size = Math.min(this.#ifsc, command.length - at)
          last = next = iBlock()
        } else {
          // Rule 7.2: our block did not arrive whole. An R-block of ours is repeated just so.
          refused = sending && receiveNumber(pcb) === this.#ns
          fault(undefined, pcbs.otherError)
          if (!sending || refused) next = last
        }
      } else {
        requests++
        if (pcb === pcbs.abort) await this.#abort(received.block, transfer)
        const answer = this.#answerRequest(received.block)
        if (!answer) fault(undefined, pcbs.otherError)
        else {
          next = answer
          if (pcb === pcbs.wtx) bBWI = inf[0] ?? 0
        }
      }
    }
    throw unintelligible(undefined)
  }

  /** S-blocks of the card: more time, another block size. Undefined for one that asks for nothing we can give. */
  #answerRequest({ pcb, inf }: T1Block): T1Block | undefined {
    const response = { pcb: pcb | pcbs.response, inf }
    if (pcb === pcbs.wtx && inf.length === 1) return response
    if (pcb === pcbs.ifs && inf.length === 1) {
      this.#ifsc = this.#ifscOf(inf[0] ?? 0)
      return response
    }
    return undefined
  }

  /** §11.6.2.3 rule 9: the card ends the chain. It is told that it was heard; the command is not sent again. */
  async #abort({ pcb, inf }: T1Block, transfer: TransferBlock): Promise<never> {
    await this.#send({ pcb: pcb | pcbs.response, inf }, transfer)
    throw unintelligible(undefined)
  }

  async #sendOnce(block: T1Block, once: TransferOnce): Promise<Received | { readonly own: Uint8Array }> {
    const answering = once(encodeBlock(block, this.#detection).subarray(0, prologue))
    const received = await this.#receive(answering)
    if ('block' in received || received.cause) return received
    // PC/SC part 10 §2.5.2: a status word and no block is the reader's own. The card got nothing.
    const { abData } = await answering
    return abData.length === statusLength ? { own: abData } : received
  }

  async #send(block: T1Block, transfer: TransferBlock, bBWI = 0): Promise<Received> {
    const bytes = encodeBlock(block, this.#detection)
    try {
      return await this.#receive(transfer(bytes, { bBWI }))
    } finally {
      bytes.fill(0) // it may have held a PIN
    }
  }

  async #receive(answering: ReturnType<TransferBlock>): Promise<Received> {
    try {
      const decoded = decodeBlock((await answering).abData, this.#detection)
      return typeof decoded === 'string' ? { fault: decoded } : { block: decoded }
    } catch (error) {
      // The reader heard nothing, or nothing whole, from a card that is still there: the card may be asked again.
      if (error instanceof SlotError && error.code === 'ERR_CARD_MUTE') {
        return { fault: error.bError === parityError ? 'edcError' : 'otherError', cause: error }
      }
      throw error
    }
  }

  /** §11.4.2: 00 and FF are reserved; what does not fit the reader's messages is not used. */
  #ifscOf(announced: number): number {
    const usable = announced >= 1 && announced <= infMaximum ? announced : defaultIfsd
    return Math.min(usable, this.#ifscMaximum)
  }
}

const nothing = new Uint8Array()
const prologue = 3
const statusLength = 2
/** XFR_PARITY_ERROR */
const parityError = 0xfd

const unintelligible = (cause: unknown): CodedError =>
  new CodedError('ERR_CARD_MUTE', 'T=1: the card does not answer in blocks', { cause })

/** The card cannot have got the whole command, so that it may be sent again. */
class NotTaken extends CodedError {
  constructor(cause: unknown) {
    super('ERR_CARD_MUTE', 'T=1: the card does not take the command', { cause })
  }
}
