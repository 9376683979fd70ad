import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Challenge, LoginClaims } from '../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../core/bytes/base64.ts'
import { type CardFile, kindOf } from '../../demo/cards/card-file.ts'

/** The claims as the extension makes them: the challenge's values, and what it read from the card. */
export const claimsFor = (card: CardFile, challenge: Challenge, changes: Partial<LoginClaims> = {}): LoginClaims => ({
  v: 1,
  purpose: challenge.purpose,
  aud: challenge.aud,
  origin: challenge.aud,
  nonce: challenge.nonce,
  iat: challenge.iat,
  exp: challenge.exp,
  jti: challenge.jti,
  cardType: kindOf(card),
  cardSn: card.cardSn,
  institution: card.institution,
  ext: { id: 'dffkjhjbbmobbmehancpchepcdfnaihj', version: '0.1.0' },
  reader: 'ccid',
  cnf: { jkt: challenge.jkt },
  ...(challenge.confirm && { confirm: challenge.confirm }),
  ...changes,
})

/** What the card signs with its real demo key, without reader and PIN. `keyOf` lends another card's key. */
export function signWithCard(card: CardFile, claims: LoginClaims, keyOf: CardFile = card): string {
  if (card.certificate === null) throw new Error(`${card.id} has no certificate`)
  const key = signingKey(keyOf)
  const algorithm = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256'
  const input = signingInput({ algorithm, certificate: fromBase64(card.certificate), claims })
  return assembleAssertion(input.text, sign('sha256', input.bytes, { key, dsaEncoding: 'ieee-p1363' }))
}

export function signingKey({ id, privateKey }: CardFile): KeyObject {
  if (privateKey === null) throw new Error(`${id} cannot sign`)
  return createPrivateKey({ key: { ...privateKey }, format: 'jwk' })
}
