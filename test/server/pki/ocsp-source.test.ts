import { describe, expect, it } from 'vitest'
import { encodeCertId } from '../../../core/pki/ocsp-certid.ts'
import type { OcspResponse } from '../../../core/pki/ocsp-response.ts'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { certificateDigest } from '../../../server/pki/certificate-digest.ts'
import { createOcspSource } from '../../../server/pki/ocsp-source.ts'
import { readDer, tags } from '../../../core/pki/der.ts'
import { parseCertId } from '../../../core/pki/ocsp-certid.ts'
import { makeAuthority, makeLeaf } from '../../core/pki/make-certificate.ts'

const now = new Date('2026-01-15T00:00:00Z')
const hca = makeAuthority('HCA')
const ask = (certificate = makeLeaf(hca), url = 'http://ocsp.localhost/') => ({
  certificate,
  issuer: hca.certificate,
  responder: { url, nonce: true },
})

/** Requests that stay open until they are answered with HTTP 500. */
function heldRequests() {
  const open: (() => void)[] = []
  const fetch: typeof globalThis.fetch = () =>
    new Promise((resolve) => open.push(() => resolve(new Response(null, { status: 500 }))))
  return { open, fetch }
}

describe('questions to one responder', () => {
  it('are bounded: those beyond are refused at once, and other responders are asked all the same', async () => {
    const { open, fetch } = heldRequests()
    const source = createOcspSource(fetch)
    const waiting = Array.from({ length: 64 }, () => source.ask(ask(), now))
    expect(open).toHaveLength(64)
    expect(await source.ask(ask(), now)).toMatchObject({ refusal: { reason: 'ocsp-no-answer' } })
    const elsewhere = source.ask(ask(undefined, 'http://other.localhost/'), now)
    expect(open).toHaveLength(65)
    for (const answer of open) answer()
    await Promise.all([...waiting, elsewhere])
    void source.ask(ask(), now)
    expect(open).toHaveLength(66)
    open[65]?.()
  })

  it('about the same certificate are one, and about its reissue are another', async () => {
    const { open, fetch } = heldRequests()
    const source = createOcspSource(fetch)
    const leaf = makeLeaf(hca, { serialNumber: new Uint8Array([5]) })
    const reissued = makeLeaf(hca, { serialNumber: new Uint8Array([5]) })
    const asked = [leaf, leaf, reissued].map((certificate) => source.ask(ask(certificate), now))
    expect(open).toHaveLength(2)
    for (const answer of open) answer()
    await Promise.all(asked)
  })

  it('that fail with an answer do not count as silence', async () => {
    let requests = 0
    const source = createOcspSource(() => {
      requests++
      return Promise.resolve(new Response(null, { status: 500 }))
    })
    for (let turn = 0; turn < 5; turn++) await source.ask(ask(), now)
    expect(requests).toBe(5)
  })
})

describe('a responder that is left alone', () => {
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  /** Whether it is asked at some time after three silences. */
  async function silent() {
    let isAway = true
    let requests = 0
    const source = createOcspSource(() => {
      requests++
      return isAway
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(new Response(null, { status: 500 }))
    })
    for (let turn = 0; turn < 3; turn++) await source.ask(ask(), now)
    return async (time: Date) => {
      const before = requests
      await source.ask(ask(), time)
      return requests > before
    }
  }

  it('is asked again half a minute later, also when the clock was set back meanwhile', async () => {
    expect(await (await silent())(at(29))).toBe(false)
    expect(await (await silent())(at(30))).toBe(true)
    expect(await (await silent())(at(-3600))).toBe(true)
  })

  it('is asked like any other as soon as a question that was under way is answered', async () => {
    const open: { answer: () => void; fail: () => void }[] = []
    const source = createOcspSource(
      () =>
        new Promise((resolve, reject) =>
          open.push({
            answer: () => resolve(new Response(null, { status: 500 })),
            fail: () => reject(new DOMException('no answer', 'TimeoutError')),
          }),
        ),
      20_000,
    )
    const slow = source.ask(ask(), now)
    for (let turn = 0; turn < 3; turn++) {
      const silence = source.ask(ask(), now)
      for (let tries = 0; tries < 2; tries++) {
        open.at(-1)?.fail()
        await new Promise(setImmediate)
      }
      await silence
    }
    expect(await source.ask(ask(), now)).toMatchObject({ refusal: { message: expect.stringContaining('of late') } })
    open[0]?.answer()
    await slow
    const next = source.ask(ask(), now)
    open.at(-1)?.answer()
    expect(await next).toMatchObject({ refusal: { message: expect.stringContaining('HTTP 500') } })
  })
})

describe('kept answers', () => {
  const answerAbout = (certificate: Certificate, nextUpdate: number | undefined): OcspResponse => {
    const certId = parseCertId(readDer(encodeCertId(certificate, hca.certificate, 'sha1'), 'certId', tags.sequence))
    const single = { certId, certStatus: { status: 'good' }, thisUpdate: now.getTime(), nextUpdate } as const
    return { responses: [single] } as unknown as OcspResponse
  }
  const keep = (certificate: Certificate, seconds: number | undefined, about = certificate) => {
    const source = createOcspSource(fetch)
    const nextUpdate = seconds === undefined ? undefined : now.getTime() + seconds * 1000
    source.keep(ask(certificate), answerAbout(about, nextUpdate), now)
    return (at: number, of = certificate) =>
      source.keptFor(certificateDigest(of), new Date(now.getTime() + at * 1000)) !== undefined
  }
  const leaf = makeLeaf(hca)

  it('are good until their nextUpdate, and for an hour at most', () => {
    const short = keep(leaf, 60)
    expect([short(59), short(60)]).toEqual([true, false])
    const long = keep(leaf, 7 * 86_400)
    expect([long(3599), long(3600)]).toEqual([true, false])
    const endless = keep(leaf, undefined)
    expect([endless(3599), endless(3600)]).toEqual([true, false])
  })

  it('are for one certificate to the last octet', () => {
    const reissued = makeLeaf(hca, { serialNumber: Buffer.from(leaf.serialNumber, 'hex') })
    const isKept = keep(leaf, 60)
    expect([isKept(0), isKept(0, reissued)]).toEqual([true, false])
  })

  it('are not kept when they are about another one', () => {
    expect(keep(leaf, 60, makeLeaf(hca))(0)).toBe(false)
  })
})
