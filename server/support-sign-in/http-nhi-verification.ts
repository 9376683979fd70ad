import {
  holderAnswer,
  type HolderQuestion,
  verificationReturn,
  type VerificationRequest,
} from '../../core/protocol/nhi-verification.ts'
import { requestMember } from '../../core/protocol/verification-fragments.ts'
import { newId } from '../db/new-id.ts'
import { type Asking, askOutside } from './ask-outside.ts'
import type { NhiCardVerification } from './nhi-card-verification.ts'
import { type Correspondence, openToken, sealToken } from './sealed-token.ts'

/** How long a request is good, in seconds: the person has yet to enter a number. */
const requestSeconds = 600
const questionSeconds = 60

/**
 * The service at `origin`: people are sent to its page `/verify`, and servers ask at `/api/holders`, both with tokens that only
 * it can read (docs/support-sign-in.md).
 */
export function httpNhiVerification(
  asking: Asking,
  { origin: service, ...keys }: Correspondence & { readonly origin: string },
): NhiCardVerification {
  return {
    async handOver(claim, { requestId, returnTo, now }) {
      const request: VerificationRequest = {
        ...header(new URL(returnTo).origin, service, now, requestSeconds),
        jti: requestId,
        purpose: 'verify-holder',
        ...claim,
        returnTo,
      }
      return `${service}/verify#${requestMember}=${await sealToken(keys, request)}`
    },
    async readReturn(answer, { origin, now }) {
      const { inReplyTo, outcome, idNumber } = await openToken(keys, answer, {
        issuer: service,
        audience: origin,
        now,
        schema: verificationReturn,
      })
      return { inReplyTo, outcome, idNumber }
    },
    async findHolder(question, { origin, id, now }) {
      const asked: HolderQuestion = {
        ...header(origin, service, now, questionSeconds),
        jti: id,
        purpose: 'find-holder',
        ...question,
      }
      return await askOutside(asking, {
        url: `${service}/api/holders`,
        headers: { 'Content-Type': 'application/jose' },
        idempotencyKey: id,
        body: await sealToken(keys, asked),
        read: async (text) => {
          const { inReplyTo, phone } = await openToken(keys, text, {
            issuer: service,
            audience: origin,
            now,
            schema: holderAnswer,
          })
          if (inReplyTo !== id) throw new Error('an answer to something else')
          return phone === null ? undefined : { phone }
        },
      })
    },
  }
}

const header = (iss: string, aud: string, now: Date, seconds: number) => {
  const iat = Math.floor(now.getTime() / 1000)
  return { iss, aud, iat, exp: iat + seconds, jti: newId(now) }
}
