import type { CardType } from '../../core/cards/card-types.ts'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { type Certificate, parseCertificate } from '../../core/pki/certificate.ts'
import { type CertificateList, parseCrl } from '../../core/pki/crl.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { derOfFile } from '../../core/pki/pem.ts'
import { listRefusal } from './list-refusal.ts'
import type { TrustRow } from './trust-configuration.ts'

/** What the cards of one kind are validated with. */
export interface Trust {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly crls: readonly CertificateList[]
  /**
   * True when the list came from an address of this very authority. Generations of one authority share its name, and each
   * lists its own cards alone: that another one's list does not name a card says nothing about it.
   */
  readonly isListOf: (list: CertificateList, issuer: Certificate) => boolean
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
  /**
   * Puts a list into use, if it is good: signed by the authority that the address is configured for, complete, not of the
   * future, and not older than the one held. Takes the bytes over. Throws CodedError (ERR_CERT_*) saying why not.
   */
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
    const isListOf: Trust['isListOf'] = (list, issuer) =>
      own.some(({ row, certificate }) => certificate === issuer && row.crlUrls.some((url) => lists.get(url) === list))
    return { anchors: withRole('anchor'), intermediates: withRole('intermediate'), crls, isListOf }
  }
  rebuild()

  return {
    crlUrls,
    trustFor: (cardType) => trusts.get(cardType),
    listAt: (url) => lists.get(url),
    takeUp(url, der, now) {
      const list = parseCrl(der)
      const held = lists.get(url)
      const signers = authorities.filter(({ row }) => row.crlUrls.includes(url)).map(({ certificate }) => certificate)
      const refusal = listRefusal({ list, held, signers, now, verifySignature: options.verifySignature })
      if (refusal) throw refusal
      if (held?.thisUpdate === list.thisUpdate && held.crlNumber === list.crlNumber) return 'unchanged'
      lists.set(url, list)
      rebuild()
      return 'updated'
    },
  }
}

/** The same bytes in two rows become one certificate, so that what is known of it is known once. */
function readAuthorities(rows: readonly TrustRow[]): Authority[] {
  const known = new Map<string, Certificate>()
  return rows.map((row) => {
    const der = derOfFile(row.certificate)
    const found = fingerprint(der)
    if (found !== row.sha256.toLowerCase()) {
      throw new Error(`trust: the certificate for ${row.cardType} has SHA-256 ${found}, pinned is ${row.sha256}`)
    }
    const certificate = known.get(found) ?? parseCertificate(der)
    known.set(found, certificate)
    return { row, certificate }
  })
}
