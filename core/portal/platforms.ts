import { type CardType, type ReaderKind } from '../cards/card-types.ts'
import type { Text } from '../i18n/text.ts'
import type { PasswordKind } from './password-kinds.ts'
import type { Site } from './sites.ts'

/** Both portals and the support-reporting system from one code base: what differs between them is a column here. */
export interface PlatformRow {
  /** Whose pages and look it has. */
  readonly site: Site
  readonly title: Text
  /** In the order of the sign-in page's tabs. */
  readonly cardTypes: readonly CardType[]
  readonly readerKinds: readonly ReaderKind[]
  /** The password that people sign in with here: beside the NHI card, or alone (一般登入). What is reset here is this one. */
  readonly password: PasswordKind
  /**
   * Who signs in does so for an institution under contract: an institution without one, and a person whom none has assigned,
   * are refused. Elsewhere whoever is enrolled signs in.
   */
  readonly forInstitutions: boolean
  /** Where the portal is reached in production. The extension serves these origins, and those of managed policy. */
  readonly productionOrigin: string
}

export const platforms = {
  vpn: {
    site: 'portal',
    title: { zhTW: '健保資訊網服務系統(VPN)', en: 'NHI Information Service (VPN)' },
    cardTypes: ['hca-personnel', 'nhi', 'moica', 'hca-institution', 'gca-unit'],
    readerKinds: ['nhi', 'ccid'],
    password: 'nhi-card',
    forInstitutions: true,
    productionOrigin: 'https://medvpn.nhi.gov.tw',
  },
  internet: {
    site: 'portal',
    title: { zhTW: '健保資訊網服務系統(Internet)', en: 'NHI Information Service (Internet)' },
    cardTypes: ['hca-institution', 'moeaca', 'hca-personnel', 'moica'],
    readerKinds: ['ccid'],
    password: 'account',
    forInstitutions: true,
    productionOrigin: 'https://med.nhi.gov.tw',
  },
  support: {
    site: 'support',
    title: { zhTW: '醫事人員及醫事機構線上申辦系統', en: 'Support reporting' },
    cardTypes: ['hca-personnel', 'hca-institution'],
    readerKinds: ['ccid'],
    password: 'nhi-service',
    forInstitutions: false,
    productionOrigin: 'https://ma.mohw.gov.tw',
  },
} as const satisfies Record<string, PlatformRow>

export type Platform = keyof typeof platforms

export const platformCodes = Object.keys(platforms) as Platform[]

export const platformRow = (platform: Platform): PlatformRow => platforms[platform]

/** The two portals; the services of institutions are theirs alone. */
export const portalCodes: readonly Platform[] = platformCodes.filter((code) => platforms[code].site === 'portal')
