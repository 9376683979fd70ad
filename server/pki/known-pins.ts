import type { CardType } from '../../core/cards/card-types.ts'
import type { Environment } from '../../core/cards/environments.ts'
import type { Text } from '../../core/i18n/text.ts'

/** An authority whose certificate the product knows by its fingerprint. The certificate itself is the administrator's. */
export interface KnownPin {
  readonly authority: Text
  readonly generation: number
  /** `root` stands above the authorities that issue cards. */
  readonly role: 'root' | 'issuing'
  /** What its cards are for: the certificates of an authority are all of one environment. */
  readonly environment: Environment
  /** SHA-256 of the DER, hex. */
  readonly sha256: string
  /** Its name, in the order of the certificate. Generations share it, so it tells nothing alone. */
  readonly subject: readonly string[]
  /** The cards that it may be the anchor of. */
  readonly cardTypes: readonly CardType[]
  /** Where it publishes what it revoked, as its own certificates say; empty or null where none of them was seen. */
  readonly crlUrls: readonly string[]
  readonly ocspUrl: string | null
  /** Where the certificate is had, and what else the fingerprint was compared with. */
  readonly source: string
}

const grca = {
  authority: { zhTW: '政府憑證總管理中心', en: 'GRCA' },
  role: 'root',
  environment: 'production',
  subject: ['C=TW', 'O=Government Root Certification Authority'],
  cardTypes: ['hca-personnel', 'hca-institution', 'moica', 'gca-unit', 'moeaca'],
  ocspUrl: null,
} as const

const moica = {
  authority: { zhTW: '內政部憑證管理中心', en: 'MOICA' },
  role: 'issuing',
  environment: 'production',
  subject: ['C=TW', 'O=行政院', 'OU=內政部憑證管理中心'],
  cardTypes: ['moica'],
  ocspUrl: 'http://moica.nat.gov.tw/OCSP/ocsp',
} as const

/**
 * The pins that the product ships. `npm run trust -- add` compares a certificate with them; the server starts with any that
 * the administrator confirmed.
 */
export const knownPins: readonly KnownPin[] = [
  {
    ...grca,
    generation: 1,
    sha256: '7600295eefe85b9e1fd624db76062aaaae59818a54d2774cd4c0b2c01131e1b3',
    crlUrls: [],
    source: 'grca.nat.gov.tw; was in the root store of Mozilla until NSS 3.64',
  },
  {
    ...grca,
    generation: 2,
    sha256: '70b922bfda0e3f4a342e4ee22d579ae598d071cc5ec9c30f123680340388aea5',
    crlUrls: ['http://grca.nat.gov.tw/repository/CRL2/CA.crl'],
    source: 'GRCA2.cer of grca.nat.gov.tw; the same sum in the Arch Linux package ca-certificates-tw',
  },
  {
    ...moica,
    generation: 2,
    sha256: 'c4c462de463f856804dc898338d2cecb55fba74155851599d8fb7d70218fd1be',
    crlUrls: ['https://moica.nat.gov.tw/repository/MOICA/CRL2/complete.crl'],
    source: 'MOICA2.cer of moica.nat.gov.tw; signed by GRCA, generation 2',
  },
  {
    ...moica,
    generation: 3,
    sha256: 'ed793fd0d50a2a398049d598982cf01e75f873b532066caec238f800a06ca9da',
    crlUrls: ['https://crl-moica.moi.gov.tw/crl/MOICA-G3-complete.crl'],
    source: 'MOICA-G3.cer of moica.nat.gov.tw, from copies of it; signed by a GRCA G3 that the product does not know',
  },
]

export const findKnownPin = (sha256: string): KnownPin | undefined => knownPins.find((pin) => pin.sha256 === sha256)

/** 政府憑證總管理中心 GRCA G2 */
export const pinLabel = ({ authority, generation }: KnownPin): string =>
  `${authority.zhTW} ${authority.en} G${generation}`
