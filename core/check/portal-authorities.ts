import type { Text } from '../i18n/text.ts'

/** An authority above the portal's own TLS certificate, which browsers do not bring along. */
export interface PortalAuthority {
  readonly file: string
  readonly name: Text
  readonly validFrom: string
  readonly validUntil: string
  /** Lower-case hex; null where no copy was at hand to compute it from: the root authority's site tells it. */
  readonly sha256: string | null
}

/** Named by the old portal's answers; the root's fingerprint is that of server/pki/known-pins.ts. */
export const portalAuthorities: readonly PortalAuthority[] = [
  {
    file: 'GRCA2.cer',
    name: { zhTW: '政府憑證總管理中心', en: 'Government Root Certification Authority' },
    validFrom: '2012-09-28',
    validUntil: '2037-12-31',
    sha256: '70b922bfda0e3f4a342e4ee22d579ae598d071cc5ec9c30f123680340388aea5',
  },
  {
    file: 'GCA2.cer',
    name: { zhTW: '政府憑證管理中心', en: 'Government Certification Authority' },
    validFrom: '2013-01-31',
    validUntil: '2033-01-31',
    sha256: null,
  },
]
