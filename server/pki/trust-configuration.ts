import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { certificateCardTypes, type CardType } from '../../core/cards/card-types.ts'

/** One authority of the configuration. An authority that issues two kinds of cards has a row for each. */
export interface TrustRow {
  readonly cardType: CardType
  /** `intermediate`: between an anchor and the cards; only ever trusted through the anchor. Default `anchor`. */
  readonly role?: 'anchor' | 'intermediate'
  /** SHA-256 of the DER, hex: what pins the certificate. */
  readonly sha256: string
  /** The file's content: DER or PEM. */
  readonly certificate: Uint8Array
  /** Where the authority publishes its revocation lists: partitions first, the complete list last. */
  readonly crlUrls: readonly string[]
  readonly ocspUrl: string | null
}

const address = z.url({ protocol: /^https?$/ })

const trustFile = z.strictObject({
  authorities: z
    .array(
      z.strictObject({
        cardType: z.enum(certificateCardTypes),
        role: z.enum(['anchor', 'intermediate']).default('anchor'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        /** Path of a DER or PEM file, from the folder of this file. */
        certificate: z.string().min(1),
        crlUrls: z.array(address).min(1),
        ocspUrl: address.nullable().default(null),
      }),
    )
    .min(1),
})

/**
 * Reads the file that TRUST_ANCHORS names: JSON `{ "authorities": [ { "cardType", "role", "sha256", "certificate",
 * "crlUrls", "ocspUrl" } ] }`. Throws an Error that names what is wrong; the server must not start then.
 */
export async function readTrustFile(path: string): Promise<TrustRow[]> {
  const result = trustFile.safeParse(parseJson(path, await readFile(path, 'utf8')))
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`)
  const folder = dirname(path)
  return Promise.all(
    result.data.authorities.map(async ({ cardType, role, sha256, certificate, crlUrls, ocspUrl }) => {
      const bytes = new Uint8Array(await readFile(resolve(folder, certificate)))
      return { cardType, role, sha256, certificate: bytes, crlUrls, ocspUrl }
    }),
  )
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause })
  }
}
