import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { extensionOids } from '../../../core/pki/oids.ts'
import { validatePath } from '../../../core/pki/validate-path.ts'
import { readTrustFile, type TrustRow } from '../../../server/pki/trust-configuration.ts'
import { createTrustStore } from '../../../server/pki/trust-store.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import {
  crlDer,
  crlNumber,
  extension,
  issuingPoint,
  makeAuthority,
  makeKeys,
  makeLeaf,
  type TestAuthority,
} from '../../core/pki/make-certificate.ts'

const now = new Date('2026-01-15T00:00:00Z')
const url = 'http://pki.localhost/hca/complete.crl'
const hca = makeAuthority('HCA')

const row = ({ certificate }: TestAuthority, more: Partial<TrustRow> = {}): TrustRow => ({
  cardType: 'hca-personnel',
  environment: 'test',
  sha256: fingerprint(certificate.der),
  certificate: certificate.der,
  crlUrls: [url],
  ocspUrl: null,
  ...more,
})
const store = (...rows: TrustRow[]) => createTrustStore({ rows: rows.length > 0 ? rows : [row(hca)], verifySignature })

describe('anchors', () => {
  it('are pinned: another certificate than the configured fingerprint stops the start', () => {
    const { sha256 } = row(makeAuthority('HCA'))
    expect(() => store(row(hca, { sha256 }))).toThrow('pinned is')
  })

  it.each([
    ['no certificate at all', Buffer.from('garbage\n')],
    ['one with something behind it', Buffer.concat([hca.certificate.der, Buffer.from([0])])],
  ])('that are %s stop the start, and it is said which', (_, certificate) => {
    const sha256 = fingerprint(certificate)
    expect(() => store(row(hca, { certificate, sha256 }))).toThrow(`${sha256} for hca-personnel cannot be read`)
  })

  it('hold for their card type only', () => {
    const moica = makeAuthority('MOICA')
    const trust = store(row(hca), row(moica, { cardType: 'moica' }))
    expect(trust.trustFor('hca-personnel')?.anchors.map(({ der }) => der)).toEqual([hca.certificate.der])
    expect(trust.trustFor('gca-unit')).toBeUndefined()
  })

  it('an intermediate is not an anchor', () => {
    const root = makeAuthority('Root')
    const trust = store(row(root, { crlUrls: [] }), row(makeAuthority('HCA', { by: root }), { role: 'intermediate' }))
    expect(trust.trustFor('hca-personnel')).toMatchObject({
      anchors: [{ der: root.certificate.der }],
      intermediates: [{}],
    })
  })
})

describe('taking up a revocation list', () => {
  it('puts it into use for the card types of its address', () => {
    const trust = store()
    expect(trust.trustFor('hca-personnel')?.crls).toEqual([])
    expect(trust.takeUp(url, crlDer({ by: hca }), now)).toBe('updated')
    expect(trust.trustFor('hca-personnel')?.crls).toEqual([trust.listAt(url)])
  })

  it('the same list again changes nothing', () => {
    const trust = store()
    trust.takeUp(url, crlDer({ by: hca }), now)
    const held = trust.listAt(url)
    expect(trust.takeUp(url, crlDer({ by: hca }), now)).toBe('unchanged')
    expect(trust.listAt(url)).toBe(held)
  })

  const refused = (list: ReturnType<typeof crlDer>, trust = store()) => {
    const before = trust.listAt(url)
    let reason: unknown
    try {
      trust.takeUp(url, list, now)
    } catch (error) {
      reason = error instanceof PathRefusal && error.reason
    }
    expect(trust.listAt(url)).toBe(before)
    return reason
  }

  it('an older one is refused, by its date or its number: an attacker cannot bring back a lost card', () => {
    const trust = store()
    trust.takeUp(url, crlDer({ by: hca, thisUpdate: '2026-01-10T00:00:00Z', extensions: [crlNumber(9)] }), now)
    expect(refused(crlDer({ by: hca, thisUpdate: '2026-01-09T00:00:00Z', extensions: [crlNumber(10)] }), trust)).toBe(
      'crl-rollback',
    )
    expect(refused(crlDer({ by: hca, thisUpdate: '2026-01-10T00:00:00Z', extensions: [crlNumber(8)] }), trust)).toBe(
      'crl-rollback',
    )
    expect(
      trust.takeUp(url, crlDer({ by: hca, thisUpdate: '2026-01-11T00:00:00Z', extensions: [crlNumber(10)] }), now),
    ).toBe('updated')
  })

  it.each([
    ['signed by anybody else', { signer: makeKeys() }, 'crl-bad-signature'],
    [
      'of the future: it would lock out all that come after',
      { thisUpdate: '2026-01-15T00:06:00Z' },
      'crl-not-yet-valid',
    ],
    ['that never ages', { nextUpdate: null }, 'crl-without-next-update'],
    ['that is indirect', { extensions: [issuingPoint(undefined, 4)] }, 'crl-indirect'],
  ] as const)('one %s is refused', (_, options, reason) => {
    expect(refused(crlDer({ by: hca, ...options }))).toBe(reason)
  })

  it('one of another authority is refused, although that authority is trusted for its own address', () => {
    const moica = makeAuthority('MOICA')
    const trust = store(row(hca), row(moica, { cardType: 'moica', crlUrls: ['http://pki.localhost/moica.crl'] }))
    expect(refused(crlDer({ by: moica }), trust)).toBe('crl-bad-signature')
  })
})

describe('delta lists', () => {
  const deltaUrl = 'http://pki.localhost/hca/delta.crl'
  const leaf = makeLeaf(hca)
  const withNumber = (number: number, thisUpdate = '2026-01-10T00:00:00Z') =>
    crlDer({ by: hca, thisUpdate, extensions: [crlNumber(number)] })
  const delta = (number: number, options: Partial<Parameters<typeof crlDer>[0]> = {}) =>
    crlDer({
      by: hca,
      thisUpdate: '2026-01-14T00:00:00Z',
      extensions: [crlNumber(number), extension(extensionOids.deltaCRLIndicator, der(tags.integer, [5]), true)],
      ...options,
    })
  const both = () => store(row(hca, { crlUrls: [url, deltaUrl] }))
  const judge = (trust: ReturnType<typeof store>) => {
    const own = trust.trustFor('hca-personnel')
    if (!own) throw new Error('no trust')
    return validatePath({ leaf, ...own, time: now, verifySignature })
  }

  it('stand beside the complete one, and what they say counts at once', () => {
    const trust = both()
    trust.takeUp(url, withNumber(5), now)
    expect(judge(trust).path).toHaveLength(2)
    expect(trust.takeUp(deltaUrl, delta(6, { revoked: [[leaf, 1]] }), now)).toBe('updated')
    expect(trust.trustFor('hca-personnel')?.crls).toHaveLength(2)
    expect(() => judge(trust)).toThrow('revoked')
  })

  it('say nothing alone', () => {
    const trust = both()
    trust.takeUp(deltaUrl, delta(6), now)
    expect(() => judge(trust)).toThrow(expect.objectContaining({ code: 'ERR_CERT_STATUS_UNKNOWN' }))
  })

  it.each([
    ['signed by anybody else', delta(7, { signer: makeKeys() }), 'crl-bad-signature'],
    ['that has run out', delta(7, { nextUpdate: '2026-01-14T12:00:00Z' }), 'crl-stale'],
    ['older than the one held', delta(7, { thisUpdate: '2026-01-13T00:00:00Z' }), 'crl-rollback'],
    ['of a lower number than the one held', delta(5), 'crl-rollback'],
  ])('are refused when they are %s', (_, list, reason) => {
    const trust = both()
    trust.takeUp(deltaUrl, delta(6), now)
    const held = trust.listAt(deltaUrl)
    expect(() => trust.takeUp(deltaUrl, list, now)).toThrow(expect.objectContaining({ reason }))
    expect(trust.listAt(deltaUrl)).toBe(held)
  })

  it('never push a complete list from its address; a newer complete one may come in their place', () => {
    const trust = both()
    trust.takeUp(url, withNumber(5), now)
    expect(() => trust.takeUp(url, delta(6), now)).toThrow(expect.objectContaining({ reason: 'crl-delta' }))
    trust.takeUp(deltaUrl, delta(6), now)
    expect(() => trust.takeUp(deltaUrl, withNumber(7), now)).toThrow(
      expect.objectContaining({ reason: 'crl-rollback' }),
    )
    expect(trust.takeUp(deltaUrl, withNumber(7, '2026-01-14T06:00:00Z'), now)).toBe('updated')
  })
})

describe('a responder', () => {
  it('is the one configured for the authority, with or without its nonce', () => {
    const moica = makeAuthority('MOICA')
    const trust = store(
      row(hca, { ocspUrl: 'http://pki.localhost/ocsp', ocspNonce: false }),
      row(hca, { cardType: 'hca-institution', ocspUrl: 'http://pki.localhost/other' }),
      row(moica, { cardType: 'moica' }),
    )
    const responder = (cardType: 'hca-personnel' | 'hca-institution' | 'moica') => {
      const own = trust.trustFor(cardType)
      return own?.anchors.map(own.responderOf)
    }
    expect(responder('hca-personnel')).toEqual([{ url: 'http://pki.localhost/ocsp', nonce: false }])
    expect(responder('hca-institution')).toEqual([{ url: 'http://pki.localhost/other', nonce: true }])
    expect(responder('moica')).toEqual([undefined])
  })
})

describe('generations of an authority, which share its name', () => {
  const root = makeAuthority('Root')
  const [older, newer] = [makeAuthority('HCA', { by: root }), makeAuthority('HCA', { by: root })]
  const urls = { root: 'http://pki.localhost/root.crl', older: url, newer: 'http://pki.localhost/hca/newer.crl' }
  const storeWith = (olderUrls: string[]) => {
    const trust = store(
      row(root, { crlUrls: [urls.root] }),
      row(older, { role: 'intermediate', crlUrls: olderUrls }),
      row(newer, { role: 'intermediate', crlUrls: [urls.newer] }),
    )
    trust.takeUp(urls.root, crlDer({ by: root }), now)
    trust.takeUp(urls.newer, crlDer({ by: newer }), now)
    return trust
  }
  const judge = (trust: ReturnType<typeof store>) => {
    const own = trust.trustFor('hca-personnel')
    if (!own) throw new Error('no trust')
    return () => validatePath({ leaf: makeLeaf(older), ...own, time: now, verifySignature }).issuer.der
  }

  it('each speak of their own cards: the newer list, which cannot name a lost older card, never makes it good', () => {
    const trust = storeWith([urls.older])
    expect(judge(trust)).toThrow(expect.objectContaining({ reason: 'no-revocation-source' }))
    trust.takeUp(urls.older, crlDer({ by: older, nextUpdate: '2026-01-02T00:00:00Z' }), now)
    expect(judge(trust)).toThrow(expect.objectContaining({ reason: 'crl-stale' }))
    trust.takeUp(urls.older, crlDer({ by: older, thisUpdate: '2026-01-14T00:00:00Z' }), now)
    expect(judge(trust)()).toEqual(older.certificate.der)
  })

  it('where the newer key signs the list of both, the older row has its address', () => {
    expect(judge(storeWith([urls.newer]))()).toEqual(older.certificate.der)
  })
})

describe('the trust file', () => {
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'trust-'))
    onTestFinished(() => rm(path, { recursive: true }))
    return path
  }
  const write = async (authorities: unknown) => {
    const path = await folder()
    await writeFile(join(path, 'hca.der'), hca.certificate.der)
    await writeFile(join(path, 'trust.json'), JSON.stringify({ authorities }))
    return join(path, 'trust.json')
  }
  const { certificate: _, ...pinned } = row(hca)

  it('names authorities with their files beside it, DER or PEM', async () => {
    const path = await write([{ ...pinned, certificate: 'hca.der' }])
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(hca.certificate.der).toString('base64')}\n-----END CERTIFICATE-----\n`
    for (const content of [hca.certificate.der, pem]) {
      await writeFile(path.replace('trust.json', 'hca.der'), content)
      expect(store(...(await readTrustFile(path))).trustFor('hca-personnel')?.anchors).toHaveLength(1)
    }
  })

  it.each([
    ['an unknown card type', { cardType: 'hca-spare' }],
    ['a fingerprint that is none', { sha256: 'abc' }],
    ['an address of another kind', { crlUrls: ['ldap://pki.localhost/hca'] }],
    ['no address', { crlUrls: [] }],
    ['a member that nobody knows', { pin: 'x' }],
  ])('with %s stops the start, and says where', async (_name, change) => {
    const path = await write([{ ...pinned, certificate: 'hca.der', ...change }])
    await expect(readTrustFile(path)).rejects.toThrow(/trust\.json: /)
  })

  it('that is not JSON stops the start, and is named', async () => {
    const path = await write([])
    await writeFile(path, '{ "authorities": [')
    await expect(readTrustFile(path)).rejects.toThrow(/trust\.json is not JSON/)
  })
})
