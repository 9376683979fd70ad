import { parseTlv } from '../bytes/ber-tlv.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { CardInfo } from './card-profile.ts'
import { cardTypeCodes } from './card-types.ts'
import type { Environment } from './environments.ts'

/** Data objects of EF.INFO, all of them text but the version. */
const tags = { info: 0xe0, version: 0xc0, cardType: 0xc1, environment: 0xc2, cardSn: 0xc3, institution: 0xc4 } as const

const environments: Readonly<Record<string, Environment>> = { T: 'test', P: 'production' }

/**
 * EF.INFO of the HCA test card. A kind or environment that we do not know is said to be unknown, which the mixing guard
 * refuses. Errors: ERR_CARD_MALFORMED.
 */
export function parseHcaTestInfo(content: Uint8Array): CardInfo {
  const values = readValues(content)
  if (values.get(tags.version)?.[0] !== 1) throw malformed('version')
  const code = textOf(values.get(tags.cardType)) ?? ''
  const cardSn = textOf(values.get(tags.cardSn))
  const institution = textOf(values.get(tags.institution))
  if (cardSn === undefined || !/^[0-9A-Z]{1,32}$/.test(cardSn)) throw malformed('card number')
  if (institution !== undefined && !/^\d{10}$/.test(institution)) throw malformed('institution')
  return {
    cardType: cardTypeCodes.find((known) => known === code),
    cardSn,
    environment: environments[textOf(values.get(tags.environment)) ?? ''] ?? 'unknown',
    institution: institution ?? null,
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

const textOf = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value)

const malformed = (what: string): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `EF.INFO: ${what}`, { details: { field: `EF.INFO: ${what}` } })
