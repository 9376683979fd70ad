import { createPrivateKey, sign } from 'node:crypto'
import type { Challenge, LoginClaims } from '../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../core/bytes/base64.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'

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
  cardType: card.cardType,
  cardSn: card.cardSn,
  institution: card.institution,
  ext: { id: 'dffkjhjbbmobbmehancpchepcdfnaihj', version: '0.1.0' },
  reader: 'ccid',
  cnf: { jkt: challenge.jkt },
  ...changes,
})

/** What the card signs with its real demo key, without reader and PIN. `keyOf` lends another card's key. */
export function signWithCard(card: CardFile, claims: LoginClaims, keyOf: CardFile = card): string {
  if (card.certificate === null || keyOf.privateKey === null) throw new Error(`${card.id} cannot sign`)
  const input = signingInput({ algorithm: 'RS256', certificate: fromBase64(card.certificate), claims })
  const key = createPrivateKey({ key: { ...keyOf.privateKey }, format: 'jwk' })
  return assembleAssertion(input.text, sign('sha256', input.bytes, key))
}
