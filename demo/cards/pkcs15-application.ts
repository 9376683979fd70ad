import { equal } from '../../core/bytes/equal.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { element, readElements } from '../pki/der.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { volatileState } from './card-memory.ts'
import {
  makePkcs15Files,
  pkcs15Algorithms,
  pkcs15ApplicationId,
  pkcs15KeyReference,
  type Pkcs15Node,
  pkcs15PinLength,
  pkcs15PinReference,
} from './pkcs15-files.ts'
import { type CardPrivateKey, importCardKey } from './private-key.ts'
import { paddedPin, tryPin, tryStatus } from './reference-data.ts'

/**
 * The name by which OpenSC knows a card that signs by ISO 7816-8 as this one does (its driver isoApplet), and what such a
 * card says of itself: interface 0.6, extended lengths, random numbers, ECDSA.
 */
const isoApplet = { aid: fromHex('F2 76 A2 88 BC FB A6 9D 34 F3 10 01'), information: Uint8Array.of(0x00, 0x06, 0x07) }
const digestLength = 32

/**
 * A card by PKCS#15 v1.1 and ISO 7816-4, -8: files that say what is on it, one PIN for the whole card, one key. Of the
 * chip's memory, `selected` says that the current directory is the application's, otherwise it is the master file.
 */
export class Pkcs15Application implements CardApplication {
  readonly classes = [0x00]
  readonly chained = [0x2a]
  // OpenSC's driver counts on it when it selects, and asks for 512 bytes of a signature.
  readonly givesWhatItHas = true
  readonly #file: CardFile
  readonly #memory: ApplicationMemory
  readonly #master: Pkcs15Node
  readonly #application: Pkcs15Node | undefined
  #key: CardPrivateKey | undefined

  constructor(file: CardFile, memory: ApplicationMemory) {
    this.#file = file
    this.#memory = memory
    this.#master = makePkcs15Files(file)
    this.#application = this.#master.children?.find(({ aid }) => aid)
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command)
      case 0xb0:
        return this.#readBinary(command)
      case 0x84:
        return getChallenge(command)
      case 0xca:
        return this.#getData(command)
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

  get #directory(): Pkcs15Node {
    return (this.#memory.state.selected && this.#application) || this.#master
  }

  /** ISO 7816-4 §11.2.2. */
  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p2 !== 0x00 && p2 !== 0x04 && p2 !== 0x0c) return { sw: sw.wrongParameters }
    if (p1 === 0x04 && equal(data, isoApplet.aid)) {
      await this.#memory.set({ ...volatileState, powered: true })
      return { data: isoApplet.information, sw: sw.ok }
    }
    const node = this.#find(p1, data)
    if (!node) return { sw: sw.fileNotFound }
    if (node === 'parameters') return { sw: sw.wrongParameters }
    const isDirectory = node.children !== undefined
    const selected = isDirectory ? node === this.#application : this.#application?.children?.includes(node) === true
    await this.#memory.set({ selected, currentFile: isDirectory ? null : node.fileId })
    if (p2 === 0x0c) return { sw: sw.ok }
    return { data: element(p2 === 0x00 ? 0x6f : 0x62, ...controlParameters(node)), sw: sw.ok }
  }

  #find(p1: number, data: Uint8Array): Pkcs15Node | 'parameters' | undefined {
    switch (p1) {
      case 0x00:
        return data.length === 0 ? this.#master : this.#byIdentifier(data)
      case 0x01:
        return descend(this.#directory, data, 'directory')
      case 0x02:
        return descend(this.#directory, data, 'file')
      case 0x03:
        return data.length === 0 ? this.#master : 'parameters'
      case 0x04:
        // Any beginning of the name that is as long as a registered provider's.
        return data.length >= 5 && equal(pkcs15ApplicationId.subarray(0, data.length), data)
          ? this.#application
          : undefined
      case 0x08:
        return descend(this.#master, data)
      case 0x09:
        return descend(this.#directory, data)
      default:
        return 'parameters'
    }
  }

  /** The master file, what is in the current directory, that directory itself, or one beside it. */
  #byIdentifier(data: Uint8Array): Pkcs15Node | undefined {
    if (equal(data, Uint8Array.of(0x3f, 0x00))) return this.#master
    return descend(this.#directory, data) ?? descend(this.#master, data, 'directory')
  }

  async #readBinary({ p1, p2, data, le }: CardCommand): Promise<CardAnswer> {
    if (data.length > 0 || le === undefined) return { sw: sw.wrongLength }
    if ((p1 & 0x80) !== 0) return { sw: sw.fileNotFound } // no file has a short identifier
    const { currentFile } = this.#memory.state
    const content = this.#directory.children?.find(({ fileId }) => fileId === currentFile)?.content
    if (currentFile === null || !content) return { sw: sw.noCurrentFile }
    const offset = p1 * 256 + p2
    if (offset >= content.length) return { sw: sw.wrongOffset }
    return { data: content.subarray(offset, offset + le), sw: sw.ok }
  }

  async #getData({ p1, p2 }: CardCommand): Promise<CardAnswer> {
    return p1 === 0x01 && p2 === 0x01 ? { data: isoApplet.information, sw: sw.ok } : { sw: sw.referenceNotFound }
  }

  async #verify({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x00) return { sw: sw.wrongParameters }
    if (p2 !== pkcs15PinReference) return { sw: sw.referenceNotFound }
    if (data.length === 0) return tryStatus(this.#memory)
    if (data.length !== pkcs15PinLength) return { sw: sw.wrongLength }
    return tryPin(this.#memory, data, paddedPin(this.#file.pin, pkcs15PinLength))
  }

  /** ISO 7816-4 §11.5.11 SET, digital signature template: algorithm (80), key (84), and where it is (81), which is known. */
  async #manageSecurityEnvironment({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x41 || p2 !== 0xb6) return { sw: sw.wrongParameters }
    const key = this.#privateKey()
    if (!key) return { sw: sw.referenceNotFound }
    const values = readValues(data)
    if (!values) return { sw: sw.wrongData }
    const algorithm = values.get(0x80)
    const own = key.type === 'RSA' ? pkcs15Algorithms.rsa : pkcs15Algorithms.ecdsa
    if (algorithm && !equal(algorithm, Uint8Array.of(own))) return { sw: sw.wrongData }
    if (!equal(values.get(0x84) ?? new Uint8Array(), Uint8Array.of(pkcs15KeyReference)))
      return { sw: sw.referenceNotFound }
    await this.#memory.set({ keyChosen: true })
    return { sw: sw.ok }
  }

  async #computeDigitalSignature({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x9e || p2 !== 0x9a) return { sw: sw.wrongParameters }
    const { verified, keyChosen } = this.#memory.state
    const key = this.#privateKey()
    if (!keyChosen || !key) return { sw: sw.conditions }
    if (!verified) return { sw: sw.securityStatus }
    // RFC 8017 §9.2: at least eleven octets of padding.
    const fits = key.type === 'RSA' ? data.length > 0 && data.length <= key.size - 11 : data.length === digestLength
    if (!fits) return { sw: sw.wrongData }
    await this.#memory.write(({ signCount }) => ({ signCount: signCount + 1 }))
    return { data: key.sign(data), sw: sw.ok }
  }

  #privateKey(): CardPrivateKey | undefined {
    if (this.#file.privateKey) this.#key ??= importCardKey(this.#file.privateKey)
    return this.#key
  }
}

/** ISO 7816-4 §11.5.3. */
function getChallenge({ p1, p2, data, le }: CardCommand): CardAnswer {
  if (p1 !== 0x00 || p2 !== 0x00) return { sw: sw.wrongParameters }
  if (data.length > 0 || le === undefined || le > 256) return { sw: sw.wrongLength }
  return { data: crypto.getRandomValues(new Uint8Array(le)), sw: sw.ok }
}

/** Follows a path of identifiers, to a file, a directory, or either. */
function descend(from: Pkcs15Node, path: Uint8Array, kind?: 'file' | 'directory'): Pkcs15Node | undefined {
  if (path.length === 0 || path.length % 2 !== 0) return undefined
  let node: Pkcs15Node | undefined = from
  for (let at = 0; at < path.length; at += 2) {
    const wanted = (path[at] ?? 0) * 256 + (path[at + 1] ?? 0)
    node = node?.children?.find(({ fileId }) => fileId === wanted)
  }
  if (!node || kind === undefined) return node
  return (node.children !== undefined) === (kind === 'directory') ? node : undefined
}

/** ISO 7816-4 §7.4.3 tables 10 and 12. */
function controlParameters({ fileId, aid, content }: Pkcs15Node): Uint8Array[] {
  const identifier = element(0x83, [fileId >> 8, fileId & 0xff])
  if (!content) return [element(0x82, [0x38]), identifier, ...(aid ? [element(0x84, aid)] : [])]
  return [element(0x80, [content.length >> 8, content.length & 0xff]), element(0x82, [0x01]), identifier]
}

function readValues(data: Uint8Array): ReadonlyMap<number, Uint8Array> | undefined {
  try {
    return new Map(readElements(data).map(({ tag, content }) => [tag, content]))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
