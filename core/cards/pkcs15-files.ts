import { parseTlv } from '../bytes/ber-tlv.ts'
import { concat } from '../bytes/concat.ts'
import { equal } from '../bytes/equal.ts'
import { fromHex } from '../bytes/hex.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { readFile } from '../smartcard/read-binary.ts'
import { select, selectFile } from '../smartcard/select.ts'
import { StatusWordError } from '../smartcard/status-word.ts'

/** A PKCS#15 Path (PKCS#15 v1.1 §6.1.5): file identifiers from the master file on, or below the application. */
export interface Pkcs15Path {
  readonly path: Uint8Array
  /** The part of the file that is meant; all of it when absent. */
  readonly part?: { readonly offset: number; readonly length: number }
}

/** Where the application is: the path of its DF, or what selects it. */
export type Pkcs15Location = { readonly path: Uint8Array } | { readonly aid: Uint8Array }

/** The application's name by PKCS#15 v1.1 §5.4.1, and by ISO 7816-15 §7.2 (the standard's own number as category E). */
const applicationIds = [fromHex('A0 00 00 00 63 50 4B 43 53 2D 31 35'), fromHex('E8 28 BD 08 0F')]

const masterFile = Uint8Array.of(0x3f, 0x00)
const directoryFile = Uint8Array.of(0x2f, 0x00)
/** ISO 7816-4 §12.2.2: data objects of an application template. */
const tags = { template: 0x61, aid: 0x4f, path: 0x51 } as const

/** ISO 7816-4 table 62, P1, and P2: no answer wanted. */
const byPath = { fromMasterFile: 0x08, fromCurrentDirectory: 0x09 } as const
const noResponse = 0x0c
/** What cards answer that select by identifier alone. */
const pathNotSupported: ReadonlySet<number> = new Set([0x6a81, 0x6a86, 0x6b00])

/** Finds the application by EF.DIR or by its name; undefined when the card has none. Nothing here costs the holder anything. */
export async function locatePkcs15(channel: CardChannel): Promise<Pkcs15Location | undefined> {
  const listed = await unlessRefused(async () => {
    await selectPath(channel, concat(masterFile, directoryFile))
    return findInDirectory(await readFile(channel))
  })
  if (listed) return listed
  for (const aid of applicationIds) {
    const selected = await unlessRefused(async () => {
      await select(channel, aid)
      return { aid }
    })
    if (selected) return selected
  }
  return undefined
}

/** EF.DIR is a row of application templates; what is no template ends it. */
function findInDirectory(content: Uint8Array): Pkcs15Location | undefined {
  for (const template of templates(content)) {
    const values = new Map(template.map(({ tag, value }) => [tag, value]))
    const aid = values.get(tags.aid)
    const path = values.get(tags.path)
    if (!aid || !applicationIds.some((known) => equal(aid.subarray(0, known.length), known))) continue
    return path && path.length >= 2 && path.length % 2 === 0 ? { path: absolute(path) } : { aid }
  }
  return undefined
}

function templates(content: Uint8Array) {
  // What is left of the file behind the last template is zeros or FF.
  const end = content.findLastIndex((byte) => byte !== 0x00 && byte !== 0xff) + 1
  for (let padding = 0; end + padding <= content.length; padding++) {
    // The last template may itself end in such bytes.
    const parsed = tryParse(content.subarray(0, end + padding))
    if (parsed) return parsed.filter(({ tag }) => tag === tags.template).flatMap(({ value }) => [tryParse(value) ?? []])
  }
  return []
}

function tryParse(bytes: Uint8Array) {
  try {
    return parseTlv(bytes)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** `undefined` where the card has not got what was asked for. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StatusWordError) return undefined
    throw error
  }
}

const isAbsolute = (path: Uint8Array): boolean => equal(path.subarray(0, 2), masterFile)
const absolute = (path: Uint8Array): Uint8Array => (isAbsolute(path) ? path : concat(masterFile, path))

/** The files of one application, each selected anew: another program may have used the card in between. */
export class Pkcs15Files {
  readonly #channel: CardChannel
  readonly #location: Pkcs15Location

  constructor(channel: CardChannel, location: Pkcs15Location) {
    this.#channel = channel
    this.#location = location
  }

  /** Selects a DF or EF; the application itself for an empty path. Errors: StatusWordError. */
  async select(path: Uint8Array = new Uint8Array()): Promise<void> {
    if (isAbsolute(path)) return selectPath(this.#channel, path)
    if ('path' in this.#location) return selectPath(this.#channel, concat(this.#location.path, path))
    await select(this.#channel, this.#location.aid)
    if (path.length === 2) await selectFile(this.#channel, identifier(path), { p1: 0x02 })
    else if (path.length > 0) await sendPath(this.#channel, byPath.fromCurrentDirectory, path)
  }

  /** Errors: StatusWordError, ERR_CARD_MALFORMED when the file ends before the part does. */
  async read({ path, part }: Pkcs15Path): Promise<Uint8Array> {
    await this.select(path)
    return readFile(this.#channel, part ?? {})
  }
}

async function selectPath(channel: CardChannel, path: Uint8Array): Promise<void> {
  if (path.length <= 2) return void (await selectFile(channel, identifier(path)))
  try {
    await sendPath(channel, byPath.fromMasterFile, path.subarray(2))
  } catch (error) {
    if (!(error instanceof StatusWordError) || !pathNotSupported.has(error.sw)) throw error
    for (let at = 0; at < path.length; at += 2) await selectFile(channel, identifier(path.subarray(at)))
  }
}

const sendPath = (channel: CardChannel, p1: number, data: Uint8Array) =>
  channel.send({ name: 'SELECT', ins: 0xa4, p1, p2: noResponse, data })

const identifier = (path: Uint8Array): number => (path[0] ?? 0) * 256 + (path[1] ?? 0)
