import type { CcidPipe } from '../ccid/pipe.ts'
import { CodedError } from '../errors/coded-error.ts'
import { type Timers, within } from '../smartcard/timers.ts'
import { encodeFrame, type FrameEvent, FrameParser, isAnswer, nakFrame } from './gemcore-frame.ts'
import type { SerialLine } from './serial-line.ts'

/** How often one frame is sent, or asked for, once more. */
export const resendMaximum = 3

/** Milliseconds after which a frame that stopped half way, or garbage, is not waited for. A USB adapter may pause for 16. */
export const quietLimit = 500

const nothing = new Uint8Array()

/** bSeq in a message, and in the frame around it. */
const bSeqAt = { message: 6, frame: 8 } as const

export interface GemcorePipeOptions {
  readonly line: SerialLine
  readonly timers: Timers
  /** dwMaxCCIDMessageLength. */
  readonly messageMaximum: number
}

/**
 * CCID messages in GemCore frames. A frame that either side could not read is sent again; a command is sent again only
 * when the reader says (NAK) that it never had it whole, so that no card gets the same PIN twice.
 */
export class GemcorePipe implements CcidPipe {
  /** A card came into the first slot, or left it. */
  onMovement: ((present: boolean) => void) | undefined
  readonly #line: SerialLine
  readonly #timers: Timers
  readonly #parser: FrameParser
  readonly #events: FrameEvent[] = []
  #reading: Promise<Uint8Array> | undefined
  /** The command that waits for its answer. It may hold a PIN: overwritten as soon as it cannot be wanted again. */
  #sent: Uint8Array<ArrayBuffer> | undefined
  #resends = 0
  #echoes = false
  /** Of the frame sent last: its echo came, or none is expected. */
  #echoDone = true
  /** Of the first frame it is not known whether an echo is to come. */
  #first = true
  /** The last frame we sent was a NAK. */
  #askedAgain = false

  constructor({ line, timers, messageMaximum }: GemcorePipeOptions) {
    this.#line = line
    this.#timers = timers
    this.#parser = new FrameParser(messageMaximum)
  }

  /** The reader sends back every frame it gets: known once it has done so. */
  get echoes(): boolean {
    return this.#echoes
  }

  async write(message: Uint8Array<ArrayBuffer>): Promise<void> {
    this.forget()
    this.#parser.reset() // what began before the command is not its answer
    this.#resends = 0
    this.#sent = encodeFrame(message)
    await this.#send(this.#sent, false)
  }

  /** One whole answer; nothing when the card asks for time. Errors: ERR_READER_LOST, ERR_READER_PROTOCOL. */
  async read(): Promise<Uint8Array> {
    try {
      for (;;) {
        const event = this.#events.shift()
        if (!event) {
          await this.#listen()
          continue
        }
        // Mostly it is a message, for which nothing is waited.
        const answer = event.kind === 'message' ? this.#takeMessage(event.bytes) : await this.#handle(event)
        if (answer) return answer
      }
    } catch (error) {
      this.forget()
      throw error
    }
  }

  /** Overwrites the command kept for sending again. To be called when the line is closed. */
  forget(): void {
    this.#sent?.fill(0)
    this.#sent = undefined
  }

  async #listen(): Promise<void> {
    this.#reading ??= this.#line.read()
    // Between frames whoever waits for the answer has the time; within one, and after garbage, the rest follows at once.
    const milliseconds = this.#parser.isClean ? undefined : quietLimit
    const limits = { timers: this.#timers, timeoutError: () => new QuietLine(), milliseconds }
    try {
      const chunk = await (milliseconds === undefined ? this.#reading : within(this.#reading, limits))
      this.#reading = undefined
      this.#events.push(...this.#parser.push(chunk))
    } catch (error) {
      if (!(error instanceof QuietLine)) {
        this.#reading = undefined
        throw error
      }
      this.#parser.reset()
      this.#events.push({ kind: 'corrupt' })
    }
  }

  async #handle(event: Exclude<FrameEvent, { kind: 'message' }>): Promise<Uint8Array | undefined> {
    switch (event.kind) {
      case 'time-request':
        while (this.#events[0]?.kind === 'time-request') this.#events.shift()
        return nothing
      case 'movement':
        this.onMovement?.(event.present)
        break
      case 'nak':
        await this.#takeNak()
        break
      case 'corrupt':
        await this.#takeCorrupt()
        break
    }
    return undefined
  }

  #takeMessage(bytes: Uint8Array): Uint8Array | undefined {
    if (!isAnswer(bytes)) {
      bytes.fill(0)
      this.#echoes = this.#echoDone = true
      return undefined
    }
    this.#echoDone = true
    if (this.#sent && bytes[bSeqAt.message] === this.#sent[bSeqAt.frame]) this.forget()
    return bytes
  }

  /** The reader could not read what we sent last; that of an echoing reader may be our own, come back. */
  async #takeNak(): Promise<void> {
    if (!this.#sent) return
    if (this.#askedAgain && !this.#echoDone) {
      this.#echoDone = true
      return
    }
    this.#countResend('NAK')
    await (this.#askedAgain ? this.#send(nakFrame(), true) : this.#send(this.#sent, false))
  }

  async #takeCorrupt(): Promise<void> {
    if (!this.#sent) return
    if (!this.#echoDone) {
      // Most likely the echo: the reader judges what it got, and asks for it again if need be.
      this.#echoDone = true
      return
    }
    this.#countResend('LRC')
    await this.#send(nakFrame(), true)
  }

  #countResend(field: string): void {
    if (++this.#resends <= resendMaximum) return
    throw new CodedError('ERR_READER_PROTOCOL', `no frame came through the line whole (${field})`, {
      details: { field },
    })
  }

  async #send(frame: Uint8Array<ArrayBuffer>, isNak: boolean): Promise<void> {
    this.#askedAgain = isNak
    this.#echoDone = !this.#echoes && !this.#first
    this.#first = false
    await this.#line.write(frame)
  }
}

/** The line went quiet within a frame. */
class QuietLine extends Error {}
