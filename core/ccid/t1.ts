import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { TransferBlock } from './transfer-block.ts'
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
 * ISO 7816-3 §11: the block protocol, spoken by us at TPDU level. Lost blocks are asked for again by R-blocks; after
 * that the card is given up, never resynchronised: that would send a command a second time.
 */
export class T1Protocol implements Speaker {
  readonly #detection: ErrorDetection
  readonly #negotiatesIfsd: boolean
  readonly #ifsdWanted: number
  readonly #ifscMaximum: number
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
    this.#ifsc = this.#ifscOf(ifsc)
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
    for (let requests = 0; requests < requestsMaximum;) {
      const received = await this.#send(next, transfer, bBWI)
      bBWI = 0
      const fault = (cause: unknown, error: number): void => {
        if (++faults >= triesMaximum) throw unintelligible(cause)
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
          fault(undefined, pcbs.otherError)
          if (!sending || receiveNumber(pcb) === this.#ns) next = last
        }
      } else {
        requests++
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
    if (pcb === pcbs.abort) throw unintelligible(undefined)
    return undefined
  }

  async #send(block: T1Block, transfer: TransferBlock, bBWI = 0): Promise<Received> {
    const bytes = encodeBlock(block, this.#detection)
    try {
      const decoded = decodeBlock((await transfer(bytes, { bBWI })).abData, this.#detection)
      return typeof decoded === 'string' ? { fault: decoded } : { block: decoded }
    } catch (error) {
      // The reader heard nothing, or nothing whole, from a card that is still there: the card may be asked again.
      if (error instanceof SlotError && error.code === 'ERR_CARD_MUTE') {
        return { fault: error.bError === parityError ? 'edcError' : 'otherError', cause: error }
      }
      throw error
    } finally {
      bytes.fill(0) // it may have held a PIN
    }
  }

  /** §11.4.2: 00 and FF are reserved; what does not fit the reader's messages is not used. */
  #ifscOf(announced: number): number {
    const usable = announced >= 1 && announced <= infMaximum ? announced : defaultIfsd
    return Math.min(usable, this.#ifscMaximum)
  }
}

const nothing = new Uint8Array()
/** XFR_PARITY_ERROR */
const parityError = 0xfd

const unintelligible = (cause: unknown): CodedError =>
  new CodedError('ERR_CARD_MUTE', 'T=1: the card does not answer in blocks', { cause })
