import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../../core/bytes/base64.ts'
import { cardIssuerOf, identifyByCertificate, knownCardIssuers } from '../../../core/cards/card-issuers.ts'
import { passMixingGuard } from '../../../core/cards/environment.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { extensionOids, gpkiOids } from '../../../core/pki/oids.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import { power, standardCardFile } from '../../demo/cards/standard-card.ts'
import {
  directoryAttributes,
  ext,
  extension,
  makeAuthority,
  makeLeaf,
  type TestAuthority,
} from '../pki/make-certificate.ts'

const published = (name: string) =>
  derOfFile(new Uint8Array(readFileSync(new URL(`../../fixtures/certs/${name}`, import.meta.url))))

const personnel = '2.16.886.1.100.3.1.7'
const authority = makeAuthority('HCA')
const issuer = cardIssuerOf(authority.certificate.der, 'test')

const keyIdentifierOf = (identifier: string) =>
  extension(extensionOids.authorityKeyIdentifier, der(tags.sequence, der(context(0), Buffer.from(identifier, 'hex'))))

/** A holder's certificate that names its issuer's key. */
const leaf = (by: TestAuthority, identifier = issuer.keyIdentifier, subjectType = personnel) =>
  makeLeaf(by, {
    extensions: [
      ext.keyUsage('digitalSignature'),
      keyIdentifierOf(identifier),
      directoryAttributes([gpkiOids.subjectType, derOid(subjectType)]),
    ],
  }).der

describe('what a certificate tells of its card', () => {
  it('the kind by its subject type, the environment by its issuer', () => {
    expect(identifyByCertificate(leaf(authority), [issuer])).toEqual({ cardType: 'hca-personnel', environment: 'test' })
    const other = leaf(authority, issuer.keyIdentifier, '2.16.886.1.100.3.2.2.1.1')
    expect(identifyByCertificate(other, [issuer])).toEqual({ cardType: 'moeaca', environment: 'test' })
  })

  it('an issuer of another name, or of the same name with another key, tells nothing', () => {
    const unknown = { cardType: 'hca-personnel', environment: 'unknown' }
    expect(identifyByCertificate(leaf(makeAuthority('MOICA')), [issuer])).toEqual(unknown)
    expect(identifyByCertificate(leaf(authority, '00'.repeat(20)), [issuer])).toEqual(unknown)
    expect(identifyByCertificate(leaf(authority), [])).toEqual(unknown)
    expect(identifyByCertificate(makeLeaf(authority).der, [issuer])).toEqual({
      cardType: undefined,
      environment: 'unknown',
    })
  })

  it('the first row that fits counts', () => {
    const rows = [issuer, { ...issuer, environment: 'production' as const }]
    expect(identifyByCertificate(leaf(authority), rows)).toMatchObject({ environment: 'test' })
  })

  it('octets that are no certificate tell nothing', () => {
    expect(identifyByCertificate(Uint8Array.of(0x30, 0x03, 0x02, 0x01), [issuer])).toEqual({
      cardType: undefined,
      environment: 'unknown',
    })
  })
})

describe('the issuers that the product knows', () => {
  it('MOICA, second generation, by its published certificate', () => {
    expect(knownCardIssuers).toContainEqual(cardIssuerOf(published('MOICA2_2014.pem'), 'production'))
  })

  it('the authority of MOICA’s published test cards, by one of them', () => {
    expect(identifyByCertificate(published('moica_test_user_1.der'), knownCardIssuers)).toEqual({
      cardType: 'moica',
      environment: 'test',
    })
  })
})

describe.each(['piv', 'pkcs15'] as const)('a card by %s', (application) => {
  const guardedBy = async (issuers: readonly (typeof issuer)[]) => {
    const file = await standardCardFile(application, 'EC', { certificate: toBase64(leaf(authority)) })
    const { card, connection } = await power(file)
    const opened = await openCard(connection, card.answerToReset, { issuers })
    return { info: opened.info, pass: () => passMixingGuard({ card: opened, others: [], challenge: 'test' }) }
  }

  it('of a known issuer passes the mixing guard as what its certificate says', async () => {
    const { info, pass } = await guardedBy([issuer])
    expect(info).toMatchObject({ cardType: 'hca-personnel', environment: 'test' })
    expect(pass).not.toThrow()
  })

  it('of an issuer that nobody named, or of the other environment, is refused before anything is counted', async () => {
    for (const issuers of [[], [{ ...issuer, environment: 'production' as const }]]) {
      const { pass } = await guardedBy(issuers)
      expect(pass).toThrow(expect.objectContaining({ code: 'ERR_CARD_ENVIRONMENT' }))
    }
  })
})
