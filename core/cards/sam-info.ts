import { parseTlv } from '../bytes/ber-tlv.ts'
import { CodedError } from '../errors/coded-error.ts'
import { moduleCodePattern } from './module-code.ts'

/** Data objects of EF.INFO, the last two text. */
const tags = { info: 0xe1, version: 0xc0, module: 0xc1, institution: 0xc2 } as const

/** What a SAM card says of itself. */
export interface SamInfo {
  /** 安全模組代號, 12 digits. */
  readonly module: string
  /** 10 digits. */
  readonly institution: string
}

/** EF.INFO of a SAM card. Error: ERR_CARD_MALFORMED. */
export function parseSamInfo(content: Uint8Array): SamInfo {
  const values = readValues(content)
  if (values.get(tags.version)?.[0] !== 1) throw malformed('version')
  return {
    module: text(values, 'module', moduleCodePattern),
    institution: text(values, 'institution', /^\d{10}$/),
  }
}

function readValues(content: Uint8Array): ReadonlyMap<number, Uint8Array> {
  try {
    const [info, ...others] = parseTlv(content)
    if (info?.tag === tags.info && others.length === 0)
      return new Map(parseTlv(info.value).map(({ tag, value }) => [tag, value]))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw malformed('structure')
}

function text(values: ReadonlyMap<number, Uint8Array>, field: 'module' | 'institution', form: RegExp): string {
  const value = new TextDecoder().decode(values.get(tags[field]))
  if (!form.test(value)) throw malformed(field)
  return value
}

const malformed = (what: string): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `EF.INFO of a SAM: ${what}`, { details: { field: `EF.INFO: ${what}` } })
