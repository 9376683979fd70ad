import { equal } from '../../core/bytes/equal.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { element } from '../pki/der.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { type CardState, volatileState } from './card-memory.ts'
import { type ElementaryFile, readElementaryFile } from './elementary-files.ts'
import { applicationId, makeFiles } from './hca-test-files.ts'
import { importRsaPrivateKey, type RsaPrivateKey, signDigestInfo } from './rsa-private-operation.ts'

/** Tries that a right PIN restores. */
const triesMaximum = 3
const pinReference = 0x81
const keyReference = 0x82
const algorithmReference = 0x02
const referenceLength = 8

/** DER of DigestInfo for SHA-256 up to the digest (RFC 8017 §9.2 note 1). */
const sha256Prefix = fromHex('30 31 30 0D 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20')

/** The application of README.md. The try counter is written before the PIN is looked at. */
export class HcaTestApplication implements CardApplication {
  readonly classes = [0x00]
  readonly chained = [0x2a]
  readonly #file: CardFile
  readonly #memory: ApplicationMemory
  readonly #files: readonly ElementaryFile[]
  #key: RsaPrivateKey | undefined

  constructor(file: CardFile, memory: ApplicationMemory) {
    this.#file = file
    this.#memory = memory
    this.#files = makeFiles(file)
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command)
      case 0xb0:
        return readElementaryFile(this.#memory, this.#files, command)
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

  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p2 !== 0x00 && p2 !== 0x0c) return { sw: sw.wrongParameters }
    const wantsInformation = p2 === 0x00
    if (p1 === 0x04) {
      if (!equal(data, applicationId)) return { sw: sw.fileNotFound }
      await this.#memory.set({ ...volatileState, powered: true, selected: true })
      return wantsInformation ? { data: element(0x6f, element(0x84, applicationId)), sw: sw.ok } : { sw: sw.ok }
    }
    if (p1 !== 0x00 && p1 !== 0x02) return { sw: sw.wrongParameters }
    if (data.length !== 2) return { sw: sw.wrongLength }
    const fileId = (data[0] ?? 0) * 256 + (data[1] ?? 0)
    if (p1 === 0x00 && fileId === 0x3f00) {
      await this.#memory.set({ ...volatileState, powered: true })
      return { sw: sw.ok }
    }
    const file = this.#memory.state.selected ? this.#files.find((candidate) => candidate.fileId === fileId) : undefined
    if (!file) return { sw: sw.fileNotFound }
    await this.#memory.set({ currentFile: fileId })
    return wantsInformation ? { data: fileInformation(file), sw: sw.ok } : { sw: sw.ok }
  }

  async #verify({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x00) return { sw: sw.wrongParameters }
    if (!this.#memory.state.selected || p2 !== pinReference) return { sw: sw.referenceNotFound }
    if (data.length === 0) return { sw: triesStatus(this.#memory.state) }
    if (data.length !== referenceLength) return { sw: sw.wrongLength }
    // Counted before it is compared, so that pulling the card never wins a free try.
    let blocked = false
    await this.#memory.write(({ triesLeft, verifyCount }) => {
      blocked = triesLeft === 0
      return { triesLeft: Math.max(0, triesLeft - 1), verified: false, verifyCount: verifyCount + 1 }
    })
    if (blocked) return { sw: sw.blocked }
    if (!equal(data, paddedPin(this.#file.pin))) return { sw: 0x63c0 | this.#memory.state.triesLeft }
    await this.#memory.set({ triesLeft: triesMaximum, verified: true })
    return { sw: sw.ok }
  }

  async #manageSecurityEnvironment({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x41 || p2 !== 0xb6) return { sw: sw.wrongParameters }
    if (!this.#memory.state.selected || !this.#file.privateKey) return { sw: sw.referenceNotFound }
    const wanted = Uint8Array.of(0x80, 0x01, algorithmReference, 0x84, 0x01, keyReference)
    if (!equal(data, wanted)) return { sw: sw.wrongData }
    await this.#memory.set({ keyChosen: true })
    return { sw: sw.ok }
  }

  async #computeDigitalSignature({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x9e || p2 !== 0x9a) return { sw: sw.wrongParameters }
    const { selected, verified, keyChosen } = this.#memory.state
    if (!selected || !keyChosen || !this.#file.privateKey) return { sw: sw.conditions }
    if (!verified) return { sw: sw.securityStatus }
    if (data.length !== sha256Prefix.length + 32 || !equal(data.subarray(0, sha256Prefix.length), sha256Prefix))
      return { sw: sw.wrongData }
    await this.#memory.write(({ signCount }) => ({ verified: false, signCount: signCount + 1 }))
    this.#key ??= importRsaPrivateKey(this.#file.privateKey)
    return { data: signDigestInfo(this.#key, data), sw: sw.ok }
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
