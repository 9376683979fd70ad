import { encodeBig5 } from '../../core/bytes/big5.ts'
import { concat } from '../../core/bytes/concat.ts'
import { equal } from '../../core/bytes/equal.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, type CardApplication, sw } from './card-application.ts'
import type { CardFile } from './card-file.ts'
import { volatileState } from './card-memory.ts'

const applicationId = Uint8Array.of(0xd1, 0x58, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0)
/** Programs in use also select it by all but its last byte (ISO 7816-4 §12.2.3, right truncation). */
const truncatedLength = 15
const nameLength = 20

/** The NHI card's application for everybody: its basic zone. What needs a security module is refused, and counted by nobody. */
export class NhiApplication implements CardApplication {
  readonly classes = [0x00]
  readonly chained = []
  readonly givesWhatItHas = true
  readonly #memory: ApplicationMemory
  readonly #objects: ReadonlyMap<number, Uint8Array>

  constructor(file: CardFile, memory: ApplicationMemory) {
    this.#memory = memory
    this.#objects = new Map([
      [0x1100, basicData(file)],
      [0x0000, ascii(file.cardSn)],
    ])
  }

  async execute(command: CardCommand): Promise<CardAnswer> {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command)
      case 0xca:
        return this.#getData(command)
      case 0x82:
        return { sw: sw.securityStatus }
      default:
        return { sw: sw.instruction }
    }
  }

  async #select({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (p1 !== 0x04 || (p2 !== 0x00 && p2 !== 0x0c)) return { sw: sw.wrongParameters }
    const names = [applicationId, applicationId.subarray(0, truncatedLength)]
    if (!names.some((name) => equal(data, name))) return { sw: sw.fileNotFound }
    await this.#memory.set({ ...volatileState, powered: true, selected: true })
    return { sw: sw.ok }
  }

  async #getData({ p1, p2, data }: CardCommand): Promise<CardAnswer> {
    if (!this.#memory.state.selected) return { sw: sw.conditions }
    if (data.length !== 2) return { sw: sw.wrongLength }
    const object = this.#objects.get(p1 * 256 + p2)
    return object ? { data: object, sw: sw.ok } : { sw: sw.referenceNotFound }
  }
}

/** Card number, name, national ID, birthday, sex, day of issue: 57 bytes. */
function basicData({ cardSn, holder }: CardFile): Uint8Array {
  if (!holder) throw new TypeError(`${cardSn} has no holder`)
  const name = new Uint8Array(nameLength)
  name.set(encodeBig5(holder.name, { hkscs: true }).bytes)
  const { nationalId, birthday, sex, issued } = holder
  return concat(ascii(cardSn), name, ascii(nationalId), ascii(birthday), ascii(sex), ascii(issued))
}

const ascii = (text: string) => new TextEncoder().encode(text)
