import { randomBytes } from 'node:crypto'
import { toHex } from '../../core/bytes/hex.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import { DerError } from '../../core/pki/der.ts'
import { encodeOcspRequest } from '../../core/pki/ocsp-request.ts'
import { type OcspResponse, parseOcspResponse } from '../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { type Fetched, fetchLimited } from './fetch-limited.ts'
import type { Responder } from './trust-store.ts'

/** Which certificate is asked about, and who issued it. */
export interface Question {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly responder: Responder
}

/** An answer to this question, not yet judged; or why there is none. */
export type Answer =
  | { readonly response: OcspResponse }
  | {
      readonly refusal: PathRefusal
      /** True when nothing came: the responder is away or hangs. */
      readonly isAway: boolean
    }

const limit = 65_536
const requestType = 'application/ocsp-request'
const responseType = 'application/ocsp-response'
/** RFC 9654 §2.1. */
const nonceLength = 32

/**
 * Asks the configured responder about one certificate (RFC 6960 appendix A.1, POST) and sees to it that the answer is to
 * this question: what it says, and whether the responder may say it, is core/pki's to judge. Tries a second time where
 * the network failed, within the same `milliseconds`. Never rejects for what a responder answers.
 */
export async function askResponder(
  fetch: typeof globalThis.fetch,
  { certificate, issuer, responder }: Question,
  milliseconds: number,
): Promise<Answer> {
  const nonce = responder.nonce ? new Uint8Array(randomBytes(nonceLength)) : undefined
  const body = encodeOcspRequest({ certificate, issuer, ...(nonce ? { nonce } : {}) })
  const deadline = performance.now() + milliseconds
  const post = (): Promise<Fetched> =>
    fetchLimited(
      fetch,
      responder.url,
      { bytes: limit, milliseconds: Math.max(1, Math.round(deadline - performance.now())) },
      { method: 'POST', headers: { 'Content-Type': requestType, Accept: responseType }, body },
    )
  let fetched = await post()
  if (fetched.outcome === 'failed' && fetched.cause === 'network') fetched = await post()
  if (fetched.outcome !== 'body') {
    const reason = fetched.outcome === 'failed' ? fetched.reason : 'HTTP 304'
    const isAway = fetched.outcome === 'failed' && fetched.cause !== 'answer'
    return { refusal: new PathRefusal('ocsp-no-answer', reason), isAway }
  }
  return readAnswer(fetched.bytes, fetched.headers, nonce)
}

function readAnswer(bytes: Uint8Array, headers: Headers, nonce: Uint8Array | undefined): Answer {
  const refuse = (...words: ConstructorParameters<typeof PathRefusal>): Answer => ({
    refusal: new PathRefusal(...words),
    isAway: false,
  })
  const [contentType = ''] = (headers.get('content-type') ?? '').split(';')
  if (contentType.trim().toLowerCase() !== responseType) return refuse('ocsp-malformed', `content type ${contentType}`)
  let response: OcspResponse
  try {
    response = parseOcspResponse(bytes)
  } catch (error) {
    if (error instanceof DerError) return refuse('ocsp-malformed', error.message, { cause: error })
    throw error
  }
  if (nonce && response.nonce !== toHex(nonce)) return refuse('ocsp-nonce', 'an answer to another question')
  return { response }
}
