import { equal } from '../../core/bytes/equal.ts'
import { toHex } from '../../core/bytes/hex.ts'
import { element, readElement, readElements } from '../pki/der.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { volatileState } from './card-memory.ts'
import {
  applicationProperties,
  makePivObjects,
  pivApplicationId,
  type PivObjectOptions,
  pivShortIdLength,
} from './piv-objects.ts'
import { type CardPrivateKey, importCardKey } from './private-key.ts'
import { paddedPin, tryPin, tryStatus } from './reference-data.ts'

const pinReference = 0x80
const pinLength = 8
/** NIST SP 800-73-4 Part 2 §2.4.3. */
const pinForm = /^[0-9]{6,8}\u00ff*$/
/** SP 800-78-4 table 6-2. */
const algorithms = { rsa: { 256: 0x07, 384: 0x05 } as Readonly<Record<number, number>>, eccP256: 0x11 } as const
const digestLength = 32
/** SP 800-78-4 table 6-1: the key by which an issuer writes, and its block length. We take nothing written. */
const managementKey = { reference: 0x9b, algorithms: [0x00, 0x03], blockLength: 8 } as const

/**
 * A PIV card (NIST SP 800-73-4 Part 2) as its holder meets it: what an issuer needs to write on it is left out. One key,
 * for which the PIN is typed once (9A) or each time (9C).
 */
export class PivApplication implements CardApplication {
  readonly classes = [0x00]
  readonly chained = [0x87]
  readonly #file: CardFile
  readonly #memory: ApplicationMemory
  readonly #keyReference: number
  readonly #objects: ReadonlyMap<string, Uint8Array>
  #key: CardPrivateKey | undefined

  constructor(file: CardFile, memory: ApplicationMemory, options: PivObjectOptions = {}) {
    this.#file = file
    this.#memory = memory
    this.#keyReference = options.keyReference ?? 0x9a
    this.#objects = makePivObjects(file, options)
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    if (command.ins === 0xa4) return this.#select(command)
    if (!this.#memory.state.selected) return { sw: sw.conditions }
    switch (command.ins) {
      case 0xcb:
        return this.#getData(command)
      case 0x20:
        return this.#verify(command)
      case 0x87:
        return this.#generalAuthenticate(command)
      default:
        return { sw: sw.instruction }
    }
  }

  /** Part 2 §3.1.1. A name that is not ours leaves everything as it was. */
  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x04 || p2 !== 0x00) return { sw: sw.wrongParameters }
    if (data.length < pivShortIdLength || !equal(data, pivApplicationId.subarray(0, data.length)))
      return { sw: sw.fileNotFound }
    if (!this.#memory.state.selected) await this.#memory.set({ ...volatileState, powered: true, selected: true })
    return { data: applicationProperties, sw: sw.ok }
  }

  /** Part 2 §3.1.2. */
  async #getData({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x3f || p2 !== 0xff) return { sw: sw.wrongParameters }
    if (data[0] !== 0x5c || data[1] !== data.length - 2) return { sw: sw.wrongData }
    const object = this.#objects.get(toHex(data.subarray(2)))
    return object ? { data: object, sw: sw.ok } : { sw: sw.fileNotFound }
  }

  /** Part 2 §3.2.1. A PIN of another form is refused without being counted; P1 FF forgets that there was a right one. */
  async #verify({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p2 !== pinReference) return { sw: sw.referenceNotFound }
    if (p1 === 0xff && data.length === 0) {
      await this.#memory.set({ verified: false })
      return { sw: sw.ok }
    }
    if (p1 !== 0x00) return { sw: sw.wrongParameters }
    if (data.length === 0) return tryStatus(this.#memory)
    if (data.length !== pinLength || !pinForm.test(String.fromCharCode(...data))) return { sw: sw.wrongData }
    return tryPin(this.#memory, data, paddedPin(this.#file.pin, pinLength))
  }

  /** Part 2 §3.2.4, as a signature: the response is empty and the challenge is what the key is applied to. */
  async #generalAuthenticate({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p2 === managementKey.reference) return giveChallenge(p1, data)
    if (p2 !== this.#keyReference || !this.#file.privateKey) return { sw: sw.referenceNotFound }
    this.#key ??= importCardKey(this.#file.privateKey)
    if (p1 !== algorithmOf(this.#key)) return { sw: sw.wrongParameters }
    const challenge = readChallenge(data)
    if (!challenge || challenge.length !== (this.#key.type === 'RSA' ? this.#key.size : digestLength))
      return { sw: sw.wrongData }
    if (!this.#memory.state.verified) return { sw: sw.securityStatus }
    const verified = this.#keyReference !== 0x9c
    await this.#memory.write(({ signCount }) => ({ verified, signCount: signCount + 1 }))
    const response = this.#key.type === 'RSA' ? this.#key.apply(challenge) : this.#key.sign(challenge)
    return { data: element(0x7c, element(0x82, response)), sw: sw.ok }
  }
}

const algorithmOf = (key: CardPrivateKey): number | undefined =>
  key.type === 'RSA' ? algorithms.rsa[key.size] : algorithms.eccP256

/** Part 2 Appendix A.2: anybody may ask for a challenge, `7C {81 (empty)}`. Nobody has the key to answer it. */
function giveChallenge(algorithm: number, data: Uint8Array): CardAnswer {
  if (!managementKey.algorithms.some((known) => known === algorithm)) return { sw: sw.wrongParameters }
  if (!equal(data, element(0x7c, element(0x81)))) return { sw: sw.securityStatus }
  const challenge = crypto.getRandomValues(new Uint8Array(managementKey.blockLength))
  return { data: element(0x7c, element(0x81, challenge)), sw: sw.ok }
}

/** The dynamic authentication template `7C {82 (empty), 81 challenge}`, in either order. */
function readChallenge(data: Uint8Array): Uint8Array | undefined {
  try {
    const objects = readElements(readElement(data, 0x7c).content)
    const response = objects.find(({ tag }) => tag === 0x82)
    return response?.content.length === 0 ? objects.find(({ tag }) => tag === 0x81)?.content : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
