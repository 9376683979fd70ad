import { describe, expect, it } from 'vitest'
import { type CardType, cardTypeCodes, cardTypes, type ReaderKind } from '../../../core/cards/card-types.ts'
import { platforms, type Platform } from '../../../core/portal/platforms.ts'

/** mission/01, Cards and readers: where each card signs in, whom it stands for, and in which readers. */
const rows: readonly (readonly [
  label: string,
  code: CardType,
  issuer: string | undefined,
  holder: 'institution' | 'person' | 'nobody',
  readers: readonly ReaderKind[],
  platforms: readonly Platform[],
])[] = [
  ['醫事機構卡', 'hca-institution', 'HCA', 'institution', ['nhi', 'ccid'], ['vpn', 'internet', 'support']],
  ['醫事人員卡', 'hca-personnel', 'HCA', 'person', ['nhi', 'ccid'], ['vpn', 'internet', 'support']],
  ['健保卡', 'nhi', undefined, 'person', ['nhi', 'ccid'], ['vpn']],
  ['自然人憑證', 'moica', 'MOICA', 'person', ['ccid'], ['vpn', 'internet']],
  ['政府單位憑證卡', 'gca-unit', 'GCA', 'institution', ['ccid'], ['vpn']],
  ['工商憑證', 'moeaca', 'MOEACA', 'institution', ['ccid'], ['internet']],
  ['醫師備用卡', 'hca-spare', undefined, 'nobody', ['nhi', 'ccid'], []],
]

describe('cards and readers', () => {
  it.each(rows)('%s', (label, code, issuer, holder, readers, where) => {
    const row = cardTypes[code]
    expect(row).toMatchObject({ label: { zhTW: label }, holder, readers })
    expect(row.issuer).toBe(issuer)
    const takenBy = (Object.keys(platforms) as Platform[]).filter((platform) =>
      (platforms[platform].cardTypes as readonly CardType[]).includes(code),
    )
    expect(takenBy).toEqual(where)
  })

  it('there is no other card', () => {
    expect(cardTypeCodes.toSorted()).toEqual(rows.map(([, code]) => code).toSorted())
  })

  it('the Internet platform takes a chip-card reader only, the VPN platform either', () => {
    expect(platforms.internet.readerKinds).toEqual(['ccid'])
    expect(platforms.vpn.readerKinds).toEqual(['nhi', 'ccid'])
  })

  it('what holds no certificate of its own signs in with SAM and password, or not at all', () => {
    expect(cardTypes.nhi.proof).toBe('sam-and-password')
    expect(cardTypes['hca-spare'].proof).toBe('none')
    expect(rows.filter(([, , issuer]) => issuer).every(([, code]) => cardTypes[code].proof === 'certificate')).toBe(
      true,
    )
  })
})
