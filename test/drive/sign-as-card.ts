import { createPrivateKey, sign } from 'node:crypto'
import type { Challenge, LoginClaims } from '../../core/assertion/claims.ts'

import { assembleAssertion, signingInput } from '../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../core/bytes/base64.ts'
import { type CardFile, kindOf } from '../../demo/cards/card-file.ts'
import { extensionId } from './launch.ts'

/** The claims that the extension would make for this card, with what a forger would change. */
export function claimsOf(card: CardFile, challenge: Challenge, changes: Partial<LoginClaims> = {}): LoginClaims {
  const { purpose, aud, nonce, iat, exp, jti, jkt } = challenge
  return {
    v: 1,
    purpose,
    aud,
    origin: aud,
    nonce,
    iat,
    exp,
    jti,
    cardType: kindOf(card),
    cardSn: card.cardSn,
    institution: card.institution,
    ext: { id: extensionId, version: '0.1.0' },
    reader: 'ccid',
    cnf: { jkt },
    ...changes,
  }
}

/** An assertion signed with the card's key, as if the card had been made to sign it. */
export function signAsCard(card: CardFile, claims: LoginClaims): string {
  if (card.certificate === null || card.privateKey === null) throw new Error(`${card.id} cannot sign`)
  const input = signingInput({ algorithm: 'RS256', certificate: fromBase64(card.certificate), claims })
  const key = createPrivateKey({ key: card.privateKey as Record<string, string>, format: 'jwk' })
  return assembleAssertion(input.text, sign('sha256', input.bytes, key))
}
