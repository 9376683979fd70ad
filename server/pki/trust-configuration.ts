import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { certificateCardTypes, type CardType } from '../../core/cards/card-types.ts'
import { type Environment, environments } from '../../core/cards/environments.ts'
import { findKnownPin, pinLabel } from './known-pins.ts'

/** One authority of the configuration. An authority that issues two kinds of cards has a row for each. */
export interface TrustRow {
  readonly cardType: CardType
  /** `intermediate`: between an anchor and the cards; only ever trusted through the anchor. Default `anchor`. */
  readonly role?: 'anchor' | 'intermediate'
  /** Whether it issues test or production cards: a server has authorities of its own environment alone. */
  readonly environment: Environment
  /** SHA-256 of the DER, hex: what pins the certificate. */
  readonly sha256: string
  /** The file's content: DER or PEM. */
  readonly certificate: Uint8Array
  /** Where the authority publishes its revocation lists: partitions first, the complete list last. */
  readonly crlUrls: readonly string[]
  readonly ocspUrl: string | null
  /** False for a responder that answers without the question's nonce. Default true: an answer without it is refused. */
  readonly ocspNonce?: boolean
}

const address = z.url({ protocol: /^https?$/ })

/** One row of the trust file, as `npm run trust` writes it and the server reads it. */
const trustFileRow = z
  .strictObject({
    cardType: z.enum(certificateCardTypes),
    role: z.enum(['anchor', 'intermediate']).default('anchor'),
    environment: z.enum(environments),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
    /** Path of a DER or PEM file, from the folder of this file. */
    certificate: z.string().min(1),
    crlUrls: z.array(address),
    ocspUrl: address.nullable().default(null),
    ocspNonce: z.boolean().default(true),
  })
  .refine(({ crlUrls, ocspUrl }) => crlUrls.length > 0 || ocspUrl !== null, {
    path: ['crlUrls'],
    message: 'no source of revocation: at least one address of a list, or an ocspUrl',
  })

const trustFile = z.strictObject({ authorities: z.array(trustFileRow) })

/** A row as the file has it: members with a default may be absent. */
export type TrustFileRow = z.input<typeof trustFileRow>
export type ReadTrustFileRow = z.output<typeof trustFileRow>

/** The rows of a trust file's text. `path` is for the words of the Error that names what is wrong. */
export function parseTrustFile(path: string, text: string): ReadTrustFileRow[] {
  const result = trustFile.safeParse(parseJson(path, text))
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`)
  return result.data.authorities
}

/**
 * Reads the file that TRUST_ANCHORS names: JSON `{ "authorities": [ { "cardType", "role", "environment", "sha256",
 * "certificate", "crlUrls", "ocspUrl", "ocspNonce" } ] }`. Throws an Error that names what is wrong; the server must not
 * start then.
 */
export async function readTrustFile(path: string): Promise<TrustRow[]> {
  const rows = parseTrustFile(path, await readFile(path, 'utf8'))
  if (rows.length === 0) throw new Error(`${path}: no authority`)
  const folder = dirname(path)
  return Promise.all(rows.map((row) => readCertificate(row, resolve(folder, row.certificate))))
}

const readCertificate = async (row: ReadTrustFileRow, file: string): Promise<TrustRow> => ({
  ...row,
  certificate: new Uint8Array(await readFile(file)),
})

/**
 * Test and production are never mixed: throws an Error for a row of another environment than the server's, and for one
 * that calls an authority that the product knows by its fingerprint the other thing.
 */
export function requireEnvironment(
  rows: readonly Pick<TrustRow, 'cardType' | 'environment' | 'sha256'>[],
  environment: Environment,
): void {
  for (const row of rows) {
    const what = `trust: the authority ${row.sha256.slice(0, 8)}… for ${row.cardType}`
    const pin = findKnownPin(row.sha256)
    if (pin && pin.environment !== row.environment) {
      throw new Error(`${what} is ${pinLabel(pin)} of ${pin.environment}, and its row says ${row.environment}`)
    }
    if (row.environment !== environment) {
      throw new Error(`${what} is of ${row.environment}, and ENVIRONMENT is ${environment}`)
    }
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause })
  }
}
