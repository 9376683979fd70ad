import { describe, expect, it } from 'vitest'
import { readDer, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { encodeCertId } from '../../../core/pki/ocsp-certid.ts'
import { encodeOcspRequest } from '../../../core/pki/ocsp-request.ts'
import { parseOcspResponse } from '../../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { ext, makeAuthority, makeCrl, makeKeys, makeLeaf } from './make-certificate.ts'
import { type AnswerOptions, answerDer, certStatus } from './make-ocsp.ts'

const now = new Date('2026-01-15T00:00:00Z')
const hca = makeAuthority('HCA')
const leaf = makeLeaf(hca)
const ocspSigning = ext.extendedKeyUsage('1.3.6.1.5.5.7.3.9')

const { good, unknown, revoked } = certStatus

/** By the issuer, about the leaf. */
const answer = (options: Partial<AnswerOptions> = {}) =>
  answerDer({ about: encodeCertId(leaf, hca.certificate, 'sha1'), responder: hca.keys, ...options })

const delegate = (options: Parameters<typeof makeLeaf>[1] = {}, by = hca) => {
  const keys = makeKeys()
  const extensions = [ext.keyUsage('digitalSignature'), ocspSigning, ext.ocspNoCheck()]
  return { responder: keys, certificates: [makeLeaf(by, { extensions, ...options, keys })] }
}

function verdict(
  options: Partial<AnswerOptions>,
  crls = [] as ReturnType<typeof makeCrl>[],
  more: Partial<PathRequest> = {},
) {
  try {
    validatePath({
      leaf,
      intermediates: [],
      anchors: [hca.certificate],
      time: now,
      crls,
      ocsp: [parseOcspResponse(answer(options))],
      verifySignature,
      ...more,
    })
    return 'good'
  } catch (error) {
    if (error instanceof PathRefusal) return error.reason
    throw error
  }
}

describe('an OCSP request', () => {
  it('asks about one certificate, with the nonce in it', () => {
    const nonce = new Uint8Array(16).fill(9)
    const request = encodeOcspRequest({ certificate: leaf, issuer: hca.certificate, nonce })
    const tbs = readDer(request, 'request', tags.sequence).reader().read('tbs', tags.sequence)
    const [asked] = [tbs.reader().read('list', tags.sequence).reader().read('one', tags.sequence)]
    expect(asked.reader().read('certId').der).toEqual(encodeCertId(leaf, hca.certificate, 'sha1'))
    expect(Buffer.from(request).includes(Buffer.from(der(tags.octetString, nonce)))).toBe(true)
  })
})

describe('an OCSP answer', () => {
  it('by the issuer itself is believed, in either hash', () => {
    expect(verdict({})).toBe('good')
    expect(verdict({ about: encodeCertId(leaf, hca.certificate, 'sha256') })).toBe('good')
    expect(verdict({ status: revoked })).toBe('revoked')
  })

  it('that speaks of the certificate twice is taken by what weighs most against it', () => {
    expect(verdict({ status: good, more: [revoked] })).toBe('revoked')
    expect(verdict({ status: unknown, more: [good, revoked] })).toBe('revoked')
    expect(verdict({ status: good, more: [unknown] })).toBe('ocsp-unknown')
    expect(verdict({ status: good, more: [good] })).toBe('good')
  })

  it('that the responder does not know the certificate is a refusal, whatever a list says', () => {
    expect(verdict({ status: unknown }, [makeCrl({ by: hca })])).toBe('ocsp-unknown')
  })

  it('"unknown" is no unknown status that an operator could except, and "revoked" on a list says more', () => {
    expect(verdict({ status: unknown }, [], { acceptsUnknownStatus: () => true })).toBe('ocsp-unknown')
    expect(verdict({ status: unknown }, [makeCrl({ by: hca, revoked: [[leaf]] })])).toBe('revoked')
  })

  it('that is stale leaves the status unknown', () => {
    const stale = { nextUpdate: '2026-01-14T23:30:00Z' }
    expect(verdict(stale, [], { acceptsUnknownStatus: () => true })).toBe('good')
  })

  it('"revoked" outweighs a list that does not know it yet', () => {
    expect(verdict({ status: revoked }, [makeCrl({ by: hca })])).toBe('revoked')
  })

  it('about another certificate, or another issuer’s one with this serial, says nothing', () => {
    expect(verdict({ about: encodeCertId(makeLeaf(hca), hca.certificate, 'sha1') })).toBe('no-revocation-source')
    expect(verdict({ about: encodeCertId(leaf, makeAuthority('HCA').certificate, 'sha1') })).toBe(
      'no-revocation-source',
    )
  })

  it('by a delegated responder is believed', () => {
    expect(verdict(delegate())).toBe('good')
  })

  it('by a responder whose renewed certificate stands beside the expired one is believed', () => {
    const { responder, certificates } = delegate()
    const expired = makeLeaf(hca, {
      keys: responder,
      extensions: [ocspSigning, ext.ocspNoCheck()],
      notAfter: '2025-12-31T00:00:00Z',
    })
    expect(verdict({ responder, certificates: [expired, ...certificates] })).toBe('good')
  })

  it('without nextUpdate is good for an hour', () => {
    expect(verdict({ nextUpdate: null, thisUpdate: '2026-01-14T22:56:00Z' })).toBe('good')
    expect(verdict({ nextUpdate: null, thisUpdate: '2026-01-14T22:54:00Z' })).toBe('ocsp-stale')
  })

  it('is refused when stale, or of the future', () => {
    expect(verdict({ nextUpdate: '2026-01-14T23:54:00Z' })).toBe('ocsp-stale')
    expect(verdict({ thisUpdate: '2026-01-15T00:06:00Z' })).toBe('ocsp-not-yet-valid')
  })

  it('with an unknown critical extension is refused', () => {
    expect(verdict({ singleExtensions: ext.unknownCritical() })).toBe('ocsp-malformed')
  })

  it('signed by a stranger who claims the issuer’s key is refused', () => {
    const bytes = answer()
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    expect(() =>
      validatePath({
        leaf,
        intermediates: [],
        anchors: [hca.certificate],
        time: now,
        crls: [],
        ocsp: [parseOcspResponse(bytes)],
        verifySignature,
      }),
    ).toThrow('ocsp-bad-signature')
  })
})

describe('a responder is refused', () => {
  it.each([
    ['that shows no certificate', { responder: makeKeys() }],
    [
      'whose certificate is not for OCSP signing',
      delegate({ extensions: [ext.keyUsage('digitalSignature'), ext.ocspNoCheck()] }),
    ],
    ['whose certificate another authority issued', delegate({}, makeAuthority('HCA'))],
    ['whose certificate has expired', delegate({ notAfter: '2025-12-31T00:00:00Z' })],
    ['that may not sign', delegate({ extensions: [ext.keyUsage('keyEncipherment'), ocspSigning, ext.ocspNoCheck()] })],
    [
      'with a critical extension that we do not know',
      delegate({ extensions: [ocspSigning, ext.ocspNoCheck(), ext.unknownCritical()] }),
    ],
  ])('%s', (_, options) => {
    expect(verdict(options)).toBe('ocsp-responder-not-authorised')
  })

  it('when its own status cannot be told, or is revoked', () => {
    const keys = makeKeys()
    const own = makeLeaf(hca, { keys, extensions: [ocspSigning] })
    const options = { responder: keys, certificates: [own] }
    expect(verdict(options)).toBe('ocsp-responder-not-authorised')
    expect(verdict(options, [makeCrl({ by: hca })])).toBe('good')
    // The list would make the leaf good; only the answer must not count.
    expect(verdict({ ...options, status: revoked }, [makeCrl({ by: hca, revoked: [[own]] })])).toBe('good')
  })
})

describe('reading an answer', () => {
  it.each([1, 2, 3, 5, 6])('an error status (%d) is no answer', (status) => {
    expect(() => parseOcspResponse(der(tags.sequence, der(tags.enumerated, [status])))).toThrow(
      `responseStatus: ${status}`,
    )
  })

  it('its version is the first, written or not', () => {
    const version = (number: number) => der(tags.integer, [number])
    expect(verdict({ version: version(0) })).toBe('good')
    expect(() => parseOcspResponse(answer({ version: version(1) }))).toThrow('version')
  })

  it('refuses it cut at any place', () => {
    const bytes = answer(delegate())
    for (let length = 0; length < bytes.length; length++) {
      expect(() => parseOcspResponse(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'ERR_CERT_MALFORMED' }),
      )
    }
  })
})
