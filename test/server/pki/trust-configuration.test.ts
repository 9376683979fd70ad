import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { knownPins } from '../../../server/pki/known-pins.ts'
import { parseTrustFile, readTrustFile, requireEnvironment } from '../../../server/pki/trust-configuration.ts'
import { makeAuthority } from '../../core/pki/make-certificate.ts'
import { newFolder } from '../trust/operator.ts'

const { der } = makeAuthority('CA').certificate
const row = {
  cardType: 'moica',
  environment: 'test',
  sha256: fingerprint(der),
  certificate: 'ca.cer',
  crlUrls: ['http://pki.localhost/ca'],
} as const
const parse = (change: object) => parseTrustFile('trust.json', JSON.stringify({ authorities: [{ ...row, ...change }] }))

describe('a row of the trust file', () => {
  it('is an anchor with lists, and asks for the nonce back, unless it says otherwise', () => {
    expect(parse({})).toEqual([{ ...row, role: 'anchor', ocspUrl: null, ocspNonce: true }])
    expect(parse({ ocspNonce: false, role: 'intermediate' })).toMatchObject([
      { ocspNonce: false, role: 'intermediate' },
    ])
  })

  it('may do without lists where there is a responder, and not without both', () => {
    expect(parse({ crlUrls: [], ocspUrl: 'http://pki.localhost/ocsp' })).toMatchObject([{ crlUrls: [] }])
    expect(() => parse({ crlUrls: [] })).toThrow('no source of revocation')
  })

  it.each([['staging'], [undefined]])('says test or production, not %s', (environment) => {
    expect(() => parse({ environment })).toThrow('environment')
  })

  it('is read with its certificate, and a file without rows is none', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'ca.cer'), der)
    writeFileSync(join(folder, 'trust.json'), JSON.stringify({ authorities: [row] }))
    expect(await readTrustFile(join(folder, 'trust.json'))).toMatchObject([{ certificate: der, environment: 'test' }])
    writeFileSync(join(folder, 'trust.json'), '{ "authorities": [] }')
    await expect(readTrustFile(join(folder, 'trust.json'))).rejects.toThrow('no authority')
  })
})

describe('test and production', () => {
  it('are never mixed: a row of the other environment stops the start', () => {
    expect(() => requireEnvironment([row], 'test')).not.toThrow()
    expect(() => requireEnvironment([row, { ...row, environment: 'production' }], 'test')).toThrow(
      'ENVIRONMENT is test',
    )
  })

  it('an authority that the product knows is what the product knows it to be', () => {
    for (const { sha256, environment } of knownPins) {
      expect(() => requireEnvironment([{ ...row, sha256, environment }], environment)).not.toThrow()
      expect(() => requireEnvironment([{ ...row, sha256 }], 'test')).toThrow(`of ${environment}`)
    }
  })
})
