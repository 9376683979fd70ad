import { concat } from '../../core/bytes/concat.ts'
import { equal } from '../../core/bytes/equal.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { element } from '../pki/der.ts'
import { type CardCommand, parseCommand } from './apdu.ts'
import type { CardFile } from './card-file.ts'
import { type CardMemory, type CardState, volatileState } from './card-memory.ts'
import { applicationId, type ElementaryFile, makeFiles } from './hca-test-files.ts'
import { importRsaPrivateKey, type RsaPrivateKey, signDigestInfo } from './rsa-private-operation.ts'

/** Tries that a right PIN restores. */
const triesMaximum = 3
const pinReference = 0x81
const keyReference = 0x82
const algorithmReference = 0x02
const referenceLength = 8
const chainingBit = 0x10
const chainMaximum = 1024

/** DER of DigestInfo for SHA-256 up to the digest (RFC 8017 §9.2 note 1). */
const sha256Prefix = fromHex('30 31 30 0D 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20')

/** ISO 7816-4 §5.6. */
const sw = {
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

interface Answer {
  readonly data?: Uint8Array
  readonly sw: number
}

/** The protocol below cannot send fewer bytes than it announced (T=0), so that 6Cxx must say the right number. */
export interface TransmitOptions {
  readonly exact?: boolean
}

/**
 * A chip with the application of README.md. It obeys like a real one: the try counter is written before the PIN is
 * looked at, every change is stored before the answer, and loss of power forgets the PIN. One command at a time.
 */
export class VirtualCard {
  readonly file: CardFile
  readonly #memory: CardMemory
  readonly #files: readonly ElementaryFile[]
  #key: RsaPrivateKey | undefined
  /** Data of commands chained so far, and answers waiting for GET RESPONSE. */
  #chain: { readonly header: readonly number[]; readonly data: Uint8Array } | undefined
  #waiting = new Uint8Array()
  #busyMilliseconds = 0

  constructor(file: CardFile, memory: CardMemory) {
    this.file = file
    this.#memory = memory
    this.#files = makeFiles(file)
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

  async #process(command: CardCommand, exact: boolean): Promise<Answer> {
    if ((command.cla & ~chainingBit) !== 0) return { sw: sw.class }
    if (command.ins === 0xc0) return this.#give(this.#waiting, command, exact)
    this.#waiting = new Uint8Array()
    const whole = this.#collect(command)
    if ('sw' in whole) return whole
    const answer = await this.#execute(whole)
    return answer.sw === sw.ok && answer.data ? this.#give(answer.data, command, exact) : answer
  }

  /** ISO 7816-4 §5.3.3: every part but the last is only kept. */
  #collect(command: CardCommand): CardCommand | Answer {
    const header = [command.ins, command.p1, command.p2]
    const before = this.#chain
    this.#chain = undefined
    if (before && before.header.join() !== header.join()) return { sw: sw.lastOfChainExpected }
    // Not copied without need: it may be a PIN, which the reader overwrites.
    const data = before ? concat(before.data, command.data) : command.data
    if (data.length > chainMaximum) return { sw: sw.wrongLength }
    if ((command.cla & chainingBit) === 0) return { ...command, data }
    if (command.ins !== 0x2a) return { sw: sw.chainingNotSupported }
    this.#chain = { header, data: Uint8Array.from(data) }
    return { sw: sw.ok }
  }

  /** Gives as much of `data` as was asked for and keeps the rest for GET RESPONSE (61xx). */
  #give(data: Uint8Array, { ins, le, leMaximum }: CardCommand, exact: boolean): Answer {
    if (ins === 0xc0 && data.length === 0) return { sw: sw.conditions }
    if (le === undefined) return this.#keep(new Uint8Array(), data)
    // 6Cxx has one byte for the right length, of which 00 means 256.
    if (le > data.length && data.length <= 256 && (exact || !leMaximum)) {
      if (ins === 0xc0) this.#waiting = Uint8Array.from(data)
      return { sw: 0x6c00 | (data.length & 0xff) }
    }
    return this.#keep(data.subarray(0, le), data.subarray(le))
  }

  #keep(given: Uint8Array, rest: Uint8Array): Answer {
    this.#waiting = Uint8Array.from(rest)
    if (rest.length === 0) return { data: given, sw: sw.ok }
    return { data: given, sw: 0x6100 | (rest.length > 255 ? 0 : rest.length) }
  }

  async #execute(command: CardCommand): Promise<Answer> {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command)
      case 0xb0:
        return this.#readBinary(command)
      case 0x20:
        return this.#verify(command)
      case 0x22:
        return this.#manageSecurityEnvironment(command)
      case 0x2a:
        return this.#computeDigitalSignature(command)
      default:
        return { sw: sw.instruction }
    }
  }

  async #select({ p1, p2, data }: CardCommand): Promise<Answer> {
    if (p2 !== 0x00 && p2 !== 0x0c) return { sw: sw.wrongParameters }
    const wantsInformation = p2 === 0x00
    if (p1 === 0x04) {
      if (!equal(data, applicationId)) return { sw: sw.fileNotFound }
      await this.#set({ ...volatileState, powered: true, selected: true })
      return wantsInformation ? { data: element(0x6f, element(0x84, applicationId)), sw: sw.ok } : { sw: sw.ok }
    }
    if (p1 !== 0x00 && p1 !== 0x02) return { sw: sw.wrongParameters }
    if (data.length !== 2) return { sw: sw.wrongLength }
    const fileId = (data[0] ?? 0) * 256 + (data[1] ?? 0)
    if (p1 === 0x00 && fileId === 0x3f00) {
      await this.#set({ ...volatileState, powered: true })
      return { sw: sw.ok }
    }
    const file = this.#memory.state.selected ? this.#files.find((candidate) => candidate.fileId === fileId) : undefined
    if (!file) return { sw: sw.fileNotFound }
    await this.#set({ currentFile: fileId })
    return wantsInformation ? { data: fileInformation(file), sw: sw.ok } : { sw: sw.ok }
  }

  async #readBinary({ p1, p2, data, le }: CardCommand): Promise<Answer> {
    if (data.length > 0 || le === undefined) return { sw: sw.wrongLength }
    const { selected, currentFile } = this.#memory.state
    if (!selected) return { sw: sw.noCurrentFile }
    const byShortId = (p1 & 0x80) !== 0
    if (byShortId && (p1 & 0x60) !== 0) return { sw: sw.wrongParameters }
    const file = this.#files.find(({ fileId, shortFileId }) =>
      byShortId ? shortFileId === (p1 & 0x1f) : fileId === currentFile,
    )
    if (!file) return { sw: byShortId ? sw.fileNotFound : sw.noCurrentFile }
    if (byShortId) await this.#set({ currentFile: file.fileId })
    const offset = byShortId ? p2 : p1 * 256 + p2
    if (offset >= file.content.length) return { sw: sw.wrongOffset }
    // Reading leaves nothing for GET RESPONSE: what is asked for is all that is offered.
    const rest = file.content.subarray(offset)
    return { data: rest.subarray(0, le), sw: sw.ok }
  }

  async #verify({ p1, p2, data }: CardCommand): Promise<Answer> {
    if (p1 !== 0x00) return { sw: sw.wrongParameters }
    if (!this.#memory.state.selected || p2 !== pinReference) return { sw: sw.referenceNotFound }
    if (data.length === 0) return { sw: triesStatus(this.#memory.state) }
    if (data.length !== referenceLength) return { sw: sw.wrongLength }
    // Counted before it is compared, so that pulling the card never wins a free try.
    let blocked = false
    await this.#write(({ triesLeft, verifyCount }) => {
      blocked = triesLeft === 0
      return { triesLeft: Math.max(0, triesLeft - 1), verified: false, verifyCount: verifyCount + 1 }
    })
    if (blocked) return { sw: sw.blocked }
    if (!equal(data, paddedPin(this.file.pin))) return { sw: 0x63c0 | this.#memory.state.triesLeft }
    await this.#set({ triesLeft: triesMaximum, verified: true })
    return { sw: sw.ok }
  }

  async #manageSecurityEnvironment({ p1, p2, data }: CardCommand): Promise<Answer> {
    if (p1 !== 0x41 || p2 !== 0xb6) return { sw: sw.wrongParameters }
    if (!this.#memory.state.selected || !this.file.privateKey) return { sw: sw.referenceNotFound }
    const wanted = Uint8Array.of(0x80, 0x01, algorithmReference, 0x84, 0x01, keyReference)
    if (!equal(data, wanted)) return { sw: sw.wrongData }
    await this.#set({ keyChosen: true })
    return { sw: sw.ok }
  }

  async #computeDigitalSignature({ p1, p2, data }: CardCommand): Promise<Answer> {
    if (p1 !== 0x9e || p2 !== 0x9a) return { sw: sw.wrongParameters }
    const { selected, verified, keyChosen } = this.#memory.state
    if (!selected || !keyChosen || !this.file.privateKey) return { sw: sw.conditions }
    if (!verified) return { sw: sw.securityStatus }
    if (data.length !== sha256Prefix.length + 32 || !equal(data.subarray(0, sha256Prefix.length), sha256Prefix))
      return { sw: sw.wrongData }
    await this.#write(({ signCount }) => ({ verified: false, signCount: signCount + 1 }))
    this.#key ??= importRsaPrivateKey(this.file.privateKey)
    return { data: signDigestInfo(this.#key, data), sw: sw.ok }
  }

  /** A card that was pulled meanwhile keeps nothing of what it was about to write. */
  async #write(change: (state: CardState) => Partial<CardState>): Promise<void> {
    await this.#memory.update((state) => (state.powered ? { ...state, ...change(state) } : state))
  }

  /** Costs nothing when it is so already. */
  async #set(change: Partial<CardState>): Promise<void> {
    const after = { ...this.#memory.state, ...change }
    if (JSON.stringify(after) !== JSON.stringify(this.#memory.state)) await this.#write(() => change)
  }
}

const triesStatus = ({ verified, triesLeft }: CardState): number => {
  if (verified) return sw.ok
  return triesLeft === 0 ? sw.blocked : 0x63c0 | triesLeft
}

function paddedPin(pin: string): Uint8Array {
  const padded = new Uint8Array(referenceLength).fill(0xff)
  padded.set(new TextEncoder().encode(pin))
  return padded
}

const fileInformation = ({ fileId, shortFileId, content }: ElementaryFile): Uint8Array =>
  element(
    0x62,
    element(0x80, [content.length >> 8, content.length & 0xff]),
    element(0x83, [fileId >> 8, fileId & 0xff]),
    element(0x88, [shortFileId << 3]),
  )
