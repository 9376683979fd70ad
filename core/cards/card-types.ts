import type { Text } from '../i18n/text.ts'

/** The cards of mission/01, by their code. Everything that differs per kind is a column here, never an `if`. */
export interface CardTypeRow {
  readonly label: Text
  /** Whom the card stands for: one institution (its 機構代表), a person, or nobody. */
  readonly holder: 'institution' | 'person' | 'nobody'
  /** How the server checks it: by the holder's certificate, by SAM and password, or not at all. */
  readonly proof: 'certificate' | 'sam-and-password' | 'none'
  /** The government PKI branch that issues it. */
  readonly issuer: 'HCA' | 'MOICA' | 'GCA' | 'MOEACA' | undefined
  /** 健保讀卡機 (COM port, with a SAM) and 晶片讀卡機 (CCID): which may be used. */
  readonly readers: readonly ReaderKind[]
}

/** `nhi` = 健保讀卡機, `ccid` = 晶片讀卡機 */
export const readerKinds = ['nhi', 'ccid'] as const
export type ReaderKind = (typeof readerKinds)[number]

export const readerKindLabels: Record<ReaderKind, Text> = {
  nhi: { zhTW: '健保讀卡機', en: 'NHI card reader' },
  ccid: { zhTW: '晶片讀卡機', en: 'Chip-card reader' },
}

export const cardTypes = {
  'hca-personnel': {
    label: { zhTW: '醫事人員卡', en: 'Medical personnel card' },
    holder: 'person',
    proof: 'certificate',
    issuer: 'HCA',
    readers: ['nhi', 'ccid'],
  },
  nhi: {
    label: { zhTW: '健保卡', en: 'NHI card' },
    holder: 'person',
    proof: 'sam-and-password',
    issuer: undefined,
    readers: ['nhi', 'ccid'],
  },
  moica: {
    label: { zhTW: '自然人憑證', en: 'Citizen certificate' },
    holder: 'person',
    proof: 'certificate',
    issuer: 'MOICA',
    readers: ['ccid'],
  },
  'hca-institution': {
    label: { zhTW: '醫事機構卡', en: 'Medical institution card' },
    holder: 'institution',
    proof: 'certificate',
    issuer: 'HCA',
    readers: ['nhi', 'ccid'],
  },
  'gca-unit': {
    label: { zhTW: '政府單位憑證卡', en: 'Government unit card' },
    holder: 'institution',
    proof: 'certificate',
    issuer: 'GCA',
    readers: ['ccid'],
  },
  moeaca: {
    label: { zhTW: '工商憑證', en: 'Business certificate' },
    holder: 'institution',
    proof: 'certificate',
    issuer: 'MOEACA',
    readers: ['ccid'],
  },
  'hca-spare': {
    label: { zhTW: '醫師備用卡', en: 'Physician’s spare card' },
    holder: 'nobody',
    proof: 'none',
    issuer: undefined,
    readers: ['nhi', 'ccid'],
  },
} as const satisfies Record<string, CardTypeRow>

export type CardType = keyof typeof cardTypes

export const cardTypeCodes = Object.keys(cardTypes) as CardType[]

/** The kinds that sign an assertion with a certificate of their own. */
export const certificateCardTypes = cardTypeCodes.filter((code) => cardTypes[code].proof === 'certificate')
