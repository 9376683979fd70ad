import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import type { Text } from '../../../core/i18n/text.ts'

/** Who issues a card: the four branches of the government PKI, and the agency itself for the NHI card. */
export type CardCentre = 'HCA' | 'MOICA' | 'GCA' | 'MOEACA' | 'NHI'

export const centreNames: Readonly<Record<CardCentre, Text>> = {
  HCA: { zhTW: '衛生福利部醫事憑證管理中心', en: 'Healthcare Certification Authority' },
  MOICA: { zhTW: '內政部憑證管理中心', en: 'Ministry of the Interior Certification Authority' },
  GCA: { zhTW: '政府憑證管理中心', en: 'Government Certification Authority' },
  MOEACA: { zhTW: '經濟部工商憑證管理中心', en: 'MOEA Certification Authority' },
  NHI: { zhTW: '衛生福利部中央健康保險署', en: 'National Health Insurance Administration' },
}

/** Their front pages, which outlive the pages behind them. */
export const centreSites: Readonly<Record<CardCentre, string>> = {
  HCA: 'https://hca.nat.gov.tw/',
  MOICA: 'https://moica.nat.gov.tw/',
  GCA: 'https://gca.nat.gov.tw/',
  MOEACA: 'https://moeaca.nat.gov.tw/',
  NHI: 'https://www.nhi.gov.tw/',
}

export const centreOf = (cardType: CardType): CardCentre => cardTypes[cardType].issuer ?? 'NHI'
