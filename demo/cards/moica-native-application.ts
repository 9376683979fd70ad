import { fromBase64 } from '../../core/bytes/base64.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'

const masterFile = 0x3f00
const versionFile = 0x0905
const certificateFile = 0x08f2
/** Which file is in which folder. */
const parents: Readonly<Record<number, number>> = {
  0x0900: masterFile,
  [versionFile]: 0x0900,
  0x5030: masterFile,
  [certificateFile]: 0x5030,
}
const folders = new Set([masterFile, 0x0900, 0x5030])
/** Where the certificates are in their file. The root's and the encryption key's are left empty. */
const [issuerPlace, signaturePlace] = [0x0700, 0x1500]
const certificateFileLength = 0x1c00
const readMaximum = 200

/** The citizen certificate's own file system, as far as it is known: everything but its PIN and keys. */
export class MoicaNativeApplication implements CardApplication {
  readonly classes = [0x80]
  readonly chained = []
  readonly #memory: ApplicationMemory
  readonly #contents: ReadonlyMap<number, Uint8Array>

  constructor(file: CardFile, memory: ApplicationMemory) {
    this.#memory = memory
    const version = new Uint8Array(0x14)
    version.set(new TextEncoder().encode('CHT V32N'))
    const certificates = new Uint8Array(certificateFileLength).fill(0xff)
    if (file.issuerCertificate !== null) certificates.set(fromBase64(file.issuerCertificate), issuerPlace)
    if (file.certificate !== null) certificates.set(fromBase64(file.certificate), signaturePlace)
    this.#contents = new Map([
      [versionFile, version],
      [certificateFile, certificates],
    ])
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command)
      case 0xb0:
        return this.#readBinary(command)
      default:
        return { sw: sw.instruction }
    }
  }

  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x00 || p2 !== 0x00) return { sw: sw.wrongParameters }
    if (data.length !== 2) return { sw: sw.wrongLength }
    const fileId = (data[0] ?? 0) * 256 + (data[1] ?? 0)
    if (fileId !== masterFile && !this.#isNear(fileId)) return { sw: sw.fileNotFound }
    await this.#memory.set({ currentFile: fileId })
    return { sw: sw.ok }
  }

  /** In the current folder, or beside it. */
  #isNear(fileId: number): boolean {
    const { currentFile } = this.#memory.state
    const current = currentFile ?? masterFile
    const folder = folders.has(current) ? current : (parents[current] ?? masterFile)
    const parent = parents[fileId]
    return parent !== undefined && (parent === folder || parent === parents[folder])
  }

  async #readBinary({ p1, p2, data, le }: CardCommand): Promise<CardAnswer> {
    if (data.length > 0 || le === undefined || le > readMaximum) return { sw: sw.wrongLength }
    const { currentFile } = this.#memory.state
    const content = currentFile === null ? undefined : this.#contents.get(currentFile)
    if (!content) return { sw: sw.noCurrentFile }
    const offset = p1 * 256 + p2
    if (offset >= content.length) return { sw: sw.wrongOffset }
    return { data: content.subarray(offset, offset + le), sw: sw.ok }
  }
}
