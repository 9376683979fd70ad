import { concat } from '../../core/bytes/concat.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { type CardCommand, parseCommand } from './apdu.ts'
import { cardApplications } from './applications.ts'
import { ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { type CardMemory, volatileState } from './card-memory.ts'

const chainingBit = 0x10
const chainMaximum = 1024

/** The protocol below cannot send fewer bytes than it announced (T=0), so that 6Cxx must say the right number. */
export interface TransmitOptions {
  readonly exact?: boolean
}

/**
 * A chip with the application that its file names. It obeys like a real one: every change is stored before the answer,
 * and loss of power forgets the PIN. One command at a time.
 */
export class VirtualCard {
  readonly file: CardFile
  readonly #memory: CardMemory
  readonly #application: CardApplication
  /** Data of commands chained so far, and answers waiting for GET RESPONSE. */
  #chain: { readonly header: readonly number[]; readonly data: Uint8Array } | undefined
  #waiting = new Uint8Array()
  #busyMilliseconds = 0

  /** `application` replaces the one that the file names, with the same memory. */
  constructor(file: CardFile, memory: CardMemory, application?: CardApplication) {
    this.file = file
    this.#memory = memory
    this.#application =
      application ?? cardApplications[file.application ?? 'hca-test'](file, new ApplicationMemory(memory))
  }

  get answerToReset(): Uint8Array<ArrayBuffer> {
    return fromHex(this.file.answerToReset)
  }

  /** Time spent on commands since this object was made: what is not the driver's. */
  get busyMilliseconds(): number {
    return this.#busyMilliseconds
  }

  get powered(): boolean {
    return this.#memory.state.powered
  }

  /** Cold when it had no power, else warm: both forget the security state and answer alike. */
  async reset(): Promise<Uint8Array<ArrayBuffer>> {
    this.#forget()
    await this.#memory.update((state) => ({
      ...state,
      ...volatileState,
      powered: true,
      resetCount: state.resetCount + 1,
    }))
    return this.answerToReset
  }

  async powerOff(): Promise<void> {
    this.#forget()
    await this.#memory.update((state) => (state.powered ? { ...state, ...volatileState } : state))
  }

  #forget() {
    this.#chain = undefined
    this.#waiting = new Uint8Array()
  }

  /** One command APDU to one response APDU. The card must have power. */
  async transmit(bytes: Uint8Array, { exact = false }: TransmitOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.powered) throw new TypeError('the card has no power')
    const started = performance.now()
    const command = parseCommand(bytes)
    const answer = command ? await this.#process(command, exact) : { sw: sw.wrongLength }
    this.#busyMilliseconds += performance.now() - started
    return concat(answer.data ?? [], [answer.sw >> 8, answer.sw & 0xff])
  }

  async #process(command: CardCommand, exact: boolean): Promise<CardAnswer> {
    const getsResponse = command.cla === 0 && command.ins === 0xc0
    if (!getsResponse && !this.#application.classes.includes(command.cla & ~chainingBit)) return { sw: sw.class }
    if (getsResponse) return this.#give(this.#waiting, command, exact)
    this.#waiting = new Uint8Array()
    const whole = this.#collect(command)
    if ('sw' in whole) return whole
    const answer = await this.#application.execute(whole)
    return answer.sw === sw.ok && answer.data ? this.#give(answer.data, command, exact) : answer
  }

  /** ISO 7816-4 §5.3.3: every part but the last is only kept. */
  #collect(command: CardCommand): CardCommand | CardAnswer {
    const header = [command.ins, command.p1, command.p2]
    const before = this.#chain
    this.#chain = undefined
    if (before && before.header.join() !== header.join()) return { sw: sw.lastOfChainExpected }
    // Not copied without need: it may be a PIN, which the reader overwrites.
    const data = before ? concat(before.data, command.data) : command.data
    if (data.length > chainMaximum) return { sw: sw.wrongLength }
    if ((command.cla & chainingBit) === 0) return { ...command, data }
    if (!this.#application.chained.includes(command.ins)) return { sw: sw.chainingNotSupported }
    this.#chain = { header, data: Uint8Array.from(data) }
    return { sw: sw.ok }
  }

  /** Gives as much of `data` as was asked for and keeps the rest for GET RESPONSE (61xx). */
  #give(data: Uint8Array, { ins, le, leMaximum }: CardCommand, exact: boolean): CardAnswer {
    if (ins === 0xc0 && data.length === 0) return { sw: sw.conditions }
    if (le === undefined)
      return this.#application.givesWhatItHas ? { data, sw: sw.ok } : this.#keep(new Uint8Array(), data)
    // 6Cxx has one byte for the right length, of which 00 means 256.
    const isRefused = exact || (!leMaximum && !this.#application.givesWhatItHas)
    if (le > data.length && data.length <= 256 && isRefused) {
      if (ins === 0xc0) this.#waiting = Uint8Array.from(data)
      return { sw: 0x6c00 | (data.length & 0xff) }
    }
    return this.#keep(data.subarray(0, le), data.subarray(le))
  }

  #keep(given: Uint8Array, rest: Uint8Array): CardAnswer {
    this.#waiting = Uint8Array.from(rest)
    if (rest.length === 0) return { data: given, sw: sw.ok }
    return { data: given, sw: 0x6100 | (rest.length > 255 ? 0 : rest.length) }
  }
}
