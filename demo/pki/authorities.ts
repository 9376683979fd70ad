import type { Text } from '../../core/i18n/text.ts'

/** Where the demo's authorities say that their certificates, revocation lists and answers are. */
export const pkiOrigin = 'http://pki.localhost'

export const issuingAuthorityCodes = ['HCA', 'MOICA', 'GCA', 'MOEACA'] as const
export type IssuingAuthorityCode = (typeof issuingAuthorityCodes)[number]

export interface AuthorityRow {
  /** Names the authority in addresses: `/hca/complete.crl`, `/hca/ca.cer`, `/hca/ocsp`. */
  readonly slug: string
  readonly organization: string
  readonly organizationalUnit?: string
  readonly label: Text
}

/** Shaped like the government's PKI, under names that nobody can take for it. */
export const authorityRows = {
  root: {
    slug: 'root',
    organization: 'Demo Government Root Certification Authority',
    label: { zhTW: '示範根憑證機構', en: 'Demo root authority' },
  },
  HCA: {
    slug: 'hca',
    organization: '示範機關',
    organizationalUnit: '示範醫事憑證管理中心',
    label: { zhTW: '示範醫事憑證管理中心', en: 'Demo HCA' },
  },
  MOICA: {
    slug: 'moica',
    organization: '示範機關',
    organizationalUnit: '示範自然人憑證管理中心',
    label: { zhTW: '示範自然人憑證管理中心', en: 'Demo MOICA' },
  },
  GCA: {
    slug: 'gca',
    organization: '示範機關',
    organizationalUnit: '示範政府憑證管理中心',
    label: { zhTW: '示範政府憑證管理中心', en: 'Demo GCA' },
  },
  MOEACA: {
    slug: 'moeaca',
    organization: '示範機關',
    organizationalUnit: '示範工商憑證管理中心',
    label: { zhTW: '示範工商憑證管理中心', en: 'Demo MOEACA' },
  },
} as const satisfies Record<'root' | IssuingAuthorityCode, AuthorityRow>

export const authorityUrls = (slug: string) => ({
  certificate: `${pkiOrigin}/${slug}/ca.cer`,
  crl: `${pkiOrigin}/${slug}/complete.crl`,
  ocsp: `${pkiOrigin}/${slug}/ocsp`,
})
