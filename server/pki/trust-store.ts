import type { CardType } from '../../core/cards/card-types.ts'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { type Certificate, parseCertificate } from '../../core/pki/certificate.ts'
import type { CertificateList } from '../../core/pki/crl.ts'
import { DerError } from '../../core/pki/der.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { derOfFile } from '../../core/pki/pem.ts'
import { listRefusal } from './list-refusal.ts'
import { compareListVersions } from './list-version.ts'
import { type ReadList, examineList, toReadList } from './read-list.ts'
import type { TrustRow } from './trust-configuration.ts'
import { expectAgain } from './verify-signature.ts'

/** Where an authority answers for single certificates. */
export interface Responder {
  readonly url: string
  /** False: it answers without the question's nonce. */
  readonly nonce: boolean
}

/** What the cards of one kind are validated with. Another object after every list that is taken up. */
export interface Trust {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly crls: readonly CertificateList[]
  /**
   * True when the list came from an address of this very authority. Generations of one authority share its name, and each
   * lists its own cards alone: that another one's list does not name a card says nothing about it.
   */
  readonly isListOf: (list: CertificateList, issuer: Certificate) => boolean
  /** The OCSP responder that is configured for the certificates of `issuer`. */
  readonly responderOf: (issuer: Certificate) => Responder | undefined
}

export type TakeUp = 'updated' | 'unchanged'

/** Anchors pinned per card type, and the revocation lists in use. Everything is in memory; lists come from refresh. */
export interface TrustStore {
  /** Undefined for a card type that no authority is configured for. */
  trustFor(cardType: CardType): Trust | undefined
  /** Addresses of the revocation lists, each once. */
  readonly crlUrls: readonly string[]
  /** Undefined while none is held. */
  listAt(url: string): CertificateList | undefined
  /** The authorities that the address is configured for: one of them must have signed what is there. */
  signersAt(url: string): readonly Certificate[]
  /**
   * Puts a list into use, if it is good: signed by the authority that the address is configured for, not indirect, not of
   * the future, and not older than the one held. Throws CodedError (ERR_CERT_*) saying why not.
   */
  takeUpRead(url: string, read: ReadList, now: Date): TakeUp
  /** Reads the list first, here and now: for small ones. Takes the bytes over. */
  takeUp(url: string, der: Uint8Array, now: Date): TakeUp
}

interface Authority {
  readonly row: TrustRow
  readonly certificate: Certificate
}

/** Throws an Error for a certificate that is not the pinned one, or not readable: the server must not start then. */
export function createTrustStore(options: {
  readonly rows: readonly TrustRow[]
  readonly verifySignature: VerifySignature
}): TrustStore {
  const authorities = readAuthorities(options.rows)
  const crlUrls = [...new Set(options.rows.flatMap((row) => row.crlUrls))]
  const lists = new Map<string, CertificateList>()
  let trusts = new Map<CardType, Trust>()

  const rebuild = () => {
    const cardTypes = new Set(authorities.map(({ row }) => row.cardType))
    trusts = new Map([...cardTypes].map((cardType) => [cardType, trustOf(cardType)]))
  }
  const trustOf = (cardType: CardType): Trust => {
    const own = authorities.filter(({ row }) => row.cardType === cardType)
    const withRole = (role: TrustRow['role']) =>
      own.filter(({ row }) => (row.role ?? 'anchor') === role).map(({ certificate }) => certificate)
    const urls = new Set(own.flatMap(({ row }) => row.crlUrls))
    const crls = [...urls].flatMap((url) => lists.get(url) ?? [])
    const listsOf = new Map(own.map(({ certificate }) => [certificate, new Set<CertificateList>()]))
    for (const { row, certificate } of own) {
      for (const url of row.crlUrls) {
        const list = lists.get(url)
        if (list) listsOf.get(certificate)?.add(list)
      }
    }
    const responders = new Map(
      own.flatMap(({ row: { ocspUrl, ocspNonce = true }, certificate }) =>
        ocspUrl === null ? [] : [[certificate, { url: ocspUrl, nonce: ocspNonce }] as const],
      ),
    )
    return {
      anchors: withRole('anchor'),
      intermediates: withRole('intermediate'),
      crls,
      isListOf: (list, issuer) => listsOf.get(issuer)?.has(list) ?? false,
      responderOf: (issuer) => responders.get(issuer),
    }
  }
  rebuild()

  const signersAt = (url: string) =>
    authorities.filter(({ row }) => row.crlUrls.includes(url)).map(({ certificate }) => certificate)
  const takeUpRead: TrustStore['takeUpRead'] = (url, read, now) => {
    const { list } = read
    const held = lists.get(url)
    const refusal = listRefusal(read, held, now)
    if (refusal) throw refusal
    if (held && compareListVersions(list, held) === 0) return 'unchanged'
    lists.set(url, list)
    rebuild()
    return 'updated'
  }

  return {
    crlUrls,
    trustFor: (cardType) => trusts.get(cardType),
    listAt: (url) => lists.get(url),
    signersAt,
    takeUpRead,
    takeUp(url, der, now) {
      const signers = signersAt(url)
      const findings = examineList(der, signers, options.verifySignature)
      return takeUpRead(url, toReadList(der, findings, signers, options.verifySignature), now)
    },
  }
}

/** The same bytes in two rows become one certificate, so that what is known of it is known once. */
function readAuthorities(rows: readonly TrustRow[]): Authority[] {
  const known = new Map<string, Certificate>()
  return rows.map((row) => {
    const certificate = readPinned(row, known)
    known.set(row.sha256.toLowerCase(), certificate)
    return { row, certificate }
  })
}

function readPinned(row: TrustRow, known: ReadonlyMap<string, Certificate>): Certificate {
  try {
    const der = derOfFile(row.certificate)
    const found = fingerprint(der)
    if (found !== row.sha256.toLowerCase()) {
      throw new Error(`trust: the certificate for ${row.cardType} has SHA-256 ${found}, pinned is ${row.sha256}`)
    }
    const certificate = known.get(found) ?? parseCertificate(der)
    expectAgain(certificate.publicKey)
    return certificate
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw new Error(`trust: the certificate ${row.sha256} for ${row.cardType} cannot be read`, { cause: error })
  }
}
