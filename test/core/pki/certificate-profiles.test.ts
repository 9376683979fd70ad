import { describe, expect, it } from 'vitest'
import { certificateCardTypes } from '../../../core/cards/card-types.ts'
import {
  type CertificateCardType,
  certificateProfile,
  certificateProfiles,
} from '../../../core/pki/certificate-profiles.ts'
import { tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { identify } from '../../../core/pki/identify.ts'
import { keyIdentifier } from '../../../core/pki/key-identifier.ts'
import { checkLeafProfile } from '../../../core/pki/leaf-profile.ts'
import {
  type Bytes,
  type NameParts,
  directoryAttributes,
  ext,
  makeAuthority,
  makeLeaf,
  utf8,
} from './make-certificate.ts'

const subjectType = '2.16.886.1.100.2.1'
const authority = makeAuthority('HCA')

const card = (attributes: readonly (readonly [string, Bytes])[], subject?: NameParts) =>
  makeLeaf(authority, {
    ...(subject ? { subject } : {}),
    extensions: [
      ext.keyUsage('digitalSignature'),
      ext.policies('2.16.886.101.0.3.3'),
      ...(attributes.length > 0 ? [directoryAttributes(...attributes)] : []),
    ],
  })
const whom = (leaf: ReturnType<typeof card>, cardType: CertificateCardType) =>
  identify(leaf, authority.certificate, certificateProfiles[cardType].identity)

it('every card type that signs with a certificate has a profile, and no other', () => {
  expect(Object.keys(certificateProfiles).sort()).toEqual([...certificateCardTypes].sort())
})

describe('subject type', () => {
  const judge = (leaf: ReturnType<typeof card>, cardType: string) => () =>
    checkLeafProfile([leaf, authority.certificate], certificateProfile(cardType) ?? {})

  it.each([
    ['hca-personnel', '2.16.886.1.100.3.1.7'],
    ['hca-institution', '2.16.886.1.100.3.2.21'],
    ['moica', '2.16.886.1.100.3.1.1'],
    ['moica', '2.16.886.1.100.3.1.9'],
    ['gca-unit', '2.16.886.1.100.3.2.1.1'],
    ['gca-unit', '2.16.886.1.100.3.2.1.2'],
    ['moeaca', '2.16.886.1.100.3.2.2.1.1'],
    ['moeaca', '2.16.886.1.100.3.2.3.3.1'],
    ['moeaca', '2.16.886.1.100.3.2.3.1'],
  ] as const)('%s takes %s, and no other kind of card takes it', (cardType, type) => {
    const leaf = card([[subjectType, derOid(type)]])
    expect(judge(leaf, cardType)).not.toThrow()
    for (const other of certificateCardTypes.filter((code) => code !== cardType)) {
      expect(judge(leaf, other)).toThrow('subject-type')
    }
  })

  it('a certificate without one is no card', () => {
    expect(judge(card([]), 'moica')).toThrow('subject-type')
  })
})

describe('whom a certificate stands for', () => {
  it('a person: the serial number of the name, under the key of the authority', () => {
    expect(whom(card([]), 'moica')).toEqual({
      holder: 'person',
      caKeyId: keyIdentifier(authority.certificate),
      subjectIdentifier: '0000000000000001',
    })
  })

  it('a medical institution: the serial number of the name', () => {
    expect(whom(card([]), 'hca-institution')).toEqual({
      holder: 'institution',
      kind: 'hca-institution-serial',
      value: '0000000000000001',
    })
  })

  it('a government unit: its OID, as OBJECT IDENTIFIER or as text', () => {
    const oid = '2.16.886.101.90099.90099'
    for (const value of [derOid(oid), der(tags.printableString, utf8(oid)), der(tags.utf8String, utf8(oid))]) {
      expect(whom(card([['2.16.886.1.100.2.102', value]]), 'gca-unit')).toEqual({
        holder: 'institution',
        kind: 'government-oid',
        value: oid,
      })
    }
  })

  it('a business: its eight digits', () => {
    const attribute = (text: string): readonly [string, Bytes] => [
      '2.16.886.1.100.2.101',
      der(tags.printableString, utf8(text)),
    ]
    expect(whom(card([attribute('99991003')]), 'moeaca')).toEqual({
      holder: 'institution',
      kind: 'business-number',
      value: '99991003',
    })
    expect(() => whom(card([attribute('9999100')]), 'moeaca')).toThrow('identifier-missing')
  })

  it.each<[string, NameParts]>([
    ['none', [['CN', '測試人']]],
    [
      'two',
      [
        ['SN', '0000000000000001'],
        ['SN', '0000000000000002'],
      ],
    ],
    ['a blank one', [['SN', ' ']]],
    ['one with a line break', [['SN', '1\n']]],
  ])('nobody, when the name has %s', (_, subject) => {
    expect(() => whom(card([], subject), 'moica')).toThrow(
      expect.objectContaining({ reason: 'identifier-missing', step: 'policy' }),
    )
  })
})
