import { type CardType, type ReaderKind } from '../cards/card-types.ts'
import type { Text } from '../i18n/text.ts'
import type { PasswordKind } from './password-kinds.ts'

/** Both portals from one code base: what differs between them is a column here. */
export interface PlatformRow {
  readonly title: Text
  /** In the order of the sign-in page's tabs. */
  readonly cardTypes: readonly CardType[]
  readonly readerKinds: readonly ReaderKind[]
  /** The password that people sign in with here: beside the NHI card, or alone (一般登入). What is reset here is this one. */
  readonly password: PasswordKind
  /** Where the portal is reached in production. The extension serves these origins, and those of managed policy. */
  readonly productionOrigin: string
}

export const platforms = {
  vpn: {
    title: { zhTW: '健保資訊網服務系統(VPN)', en: 'NHI Information Service (VPN)' },
    cardTypes: ['hca-personnel', 'nhi', 'moica', 'hca-institution', 'gca-unit'],
    readerKinds: ['nhi', 'ccid'],
    password: 'nhi-card',
    productionOrigin: 'https://medvpn.nhi.gov.tw',
  },
  internet: {
    title: { zhTW: '健保資訊網服務系統(Internet)', en: 'NHI Information Service (Internet)' },
    cardTypes: ['hca-institution', 'moeaca', 'hca-personnel', 'moica'],
    readerKinds: ['ccid'],
    password: 'account',
    productionOrigin: 'https://med.nhi.gov.tw',
  },
} as const satisfies Record<string, PlatformRow>

export type Platform = keyof typeof platforms

export const platformCodes = Object.keys(platforms) as Platform[]

export const platformRow = (platform: Platform): PlatformRow => platforms[platform]
