import { fromBase64 } from '../../core/bytes/base64.ts'
import { concat } from '../../core/bytes/concat.ts'
import { equal } from '../../core/bytes/equal.ts'
import { fromHex, toHex } from '../../core/bytes/hex.ts'
import { element } from '../pki/der.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { importEcPrivateKey, signDigestPlain } from './ec-private-operation.ts'
import { type ElementaryFile, readElementaryFile, textObject } from './elementary-files.ts'

/** F0, “NHISAM”, 01 00. */
const applicationId = Uint8Array.of(0xf0, 0x4e, 0x48, 0x49, 0x53, 0x41, 0x4d, 0x01, 0x00)

/** T=1, as of the HCA test card; “NHISAM”. */
export const samAnswerToReset = '3B 8C 81 31 FE 45 80 73 80 21 C0 56 4E 48 49 53 41 4D 53'

const challengeLength = 16
const digestLength = 32
const signatureLength = 64
const authenticationKeyReference = 0x83
/** Tries that a right answer restores. */
const triesMaximum = 3

/** The SAM card of README.md. A wrong answer is counted before it is looked at, and the third locks it for good. */
export class SamApplication implements CardApplication {
  readonly classes = [0x00]
  readonly chained = []
  readonly #file: CardFile
  readonly #memory: ApplicationMemory
  readonly #files: readonly ElementaryFile[]

  constructor(file: CardFile, memory: ApplicationMemory) {
    this.#file = file
    this.#memory = memory
    this.#files = makeFiles(file)
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    if (command.ins === 0xa4) return this.#select(command)
    if (!this.#memory.state.selected) return { sw: sw.conditions }
    switch (command.ins) {
      case 0xb0:
        return readElementaryFile(this.#memory, this.#files, command)
      case 0xca:
        return this.#getData(command)
      case 0x84:
        return this.#getChallenge(command)
      case 0x82:
        return this.#externalAuthenticate(command)
      case 0x2a:
        return this.#computeDigitalSignature(command)
      default:
        return { sw: sw.instruction }
    }
  }

  /** Whoever looks what is in the slot takes nobody's authentication away. */
  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x04 || (p2 !== 0x00 && p2 !== 0x0c)) return { sw: sw.wrongParameters }
    if (!equal(data, applicationId)) return { sw: sw.fileNotFound }
    await this.#memory.set({ selected: true, currentFile: null })
    return p2 === 0x0c ? { sw: sw.ok } : { data: element(0x6f, element(0x84, applicationId)), sw: sw.ok }
  }

  async #getData({ p1, p2 }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0xdf || p2 !== 0x01) return { sw: sw.referenceNotFound }
    return { data: Uint8Array.of(this.#memory.state.authenticated ? 0x01 : 0x00), sw: sw.ok }
  }

  async #getChallenge({ p1, p2, data, le }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x00 || p2 !== 0x00) return { sw: sw.wrongParameters }
    if (data.length > 0 || le !== challengeLength) return { sw: sw.wrongLength }
    const random = crypto.getRandomValues(new Uint8Array(challengeLength))
    await this.#memory.set({ challenge: toHex(random) })
    return { data: random, sw: sw.ok }
  }

  async #externalAuthenticate({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x00) return { sw: sw.wrongParameters }
    if (p2 !== authenticationKeyReference) return { sw: sw.referenceNotFound }
    if (data.length !== signatureLength) return { sw: sw.wrongLength }
    const { triesLeft, challenge } = this.#memory.state
    if (triesLeft === 0) return { sw: sw.blocked }
    if (challenge === null) return { sw: sw.conditions }
    await this.#memory.write((state) => ({
      triesLeft: state.triesLeft - 1,
      authenticated: false,
      challenge: null,
      verifyCount: state.verifyCount + 1,
    }))
    if (!(await this.#isPortal(fromHex(challenge), data))) {
      const left = this.#memory.state.triesLeft
      return { sw: left === 0 ? sw.blocked : 0x63c0 | left }
    }
    await this.#memory.set({ triesLeft: triesMaximum, authenticated: true })
    return { sw: sw.ok }
  }

  async #isPortal(random: Uint8Array, response: Uint8Array): Promise<boolean> {
    const { authenticationKey, cardSn } = this.#file
    if (!authenticationKey) throw new TypeError(`${cardSn} knows no portal`)
    const curve = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await crypto.subtle.importKey('jwk', authenticationKey, curve, false, ['verify'])
    const message = concat(new TextEncoder().encode(`nhi-sam-authentication${cardSn}`), random)
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Uint8Array.from(response), message)
  }

  async #computeDigitalSignature({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x9e || p2 !== 0x9a) return { sw: sw.wrongParameters }
    if (!this.#memory.state.authenticated) return { sw: sw.securityStatus }
    if (data.length !== digestLength) return { sw: sw.wrongData }
    const { privateKey, cardSn } = this.#file
    if (!privateKey) throw new TypeError(`${cardSn} has no key`)
    await this.#memory.write(({ signCount }) => ({ signCount: signCount + 1 }))
    return { data: signDigestPlain(importEcPrivateKey(privateKey), data), sw: sw.ok }
  }
}

function makeFiles({ cardSn, institution, certificate }: CardFile): readonly ElementaryFile[] {
  if (institution === null || certificate === null) throw new TypeError(`${cardSn} is no whole module`)
  const info = element(0xe1, element(0xc0, [0x01]), textObject(0xc1, cardSn), textObject(0xc2, institution))
  return [
    { fileId: 0x0101, shortFileId: 0x01, content: info },
    { fileId: 0x0102, shortFileId: 0x02, content: fromBase64(certificate) },
  ]
}
