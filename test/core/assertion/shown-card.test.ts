import { describe, expect, it } from 'vitest'
import { toBase64url } from '../../../core/bytes/base64url.ts'
import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { readShownCard, showCard } from '../../../core/assertion/shown-card.ts'

const claims: LoginClaims = {
  v: 1,
  purpose: 'identify',
  aud: 'https://support.example',
  origin: 'https://support.example',
  nonce: 'n'.repeat(43),
  iat: 1,
  exp: 301,
  jti: 'j'.repeat(22),
  cardType: 'nhi',
  cardSn: '900000000711',
  institution: null,
  ext: { id: 'dffkjhjbbmobbmehancpchepcdfnaihj', version: '0.1.0' },
  reader: 'ccid',
  cnf: { jkt: 't'.repeat(43) },
  holder: { idNumber: 'A199090017' },
}
const encode = (text: string) => toBase64url(new TextEncoder().encode(text))
const [header = '', payload = ''] = showCard(claims).split('.')

describe('a card that was only shown', () => {
  it('is read as it was shown, and says that nothing signed it', () => {
    expect(readShownCard(showCard(claims))).toEqual(claims)
    expect(showCard(claims).endsWith('.')).toBe(true)
  })

  it.each([
    ['a signature', `${header}.${payload}.c2ln`, 'header'],
    ['no place for one', `${header}.${payload}`, 'header'],
    ['another algorithm', `${encode('{"alg":"ES256"}')}.${payload}.`, 'header'],
    ['another header', `${encode('{"alg":"none","typ":"JWT"}')}.${payload}.`, 'header'],
    ['a payload that is none', `${header}.!!!.`, 'payload'],
    ['blanks in the payload', `${header}.${encode(JSON.stringify(claims, null, 1))}.`, 'payload'],
    ['the purpose of a sign-in', showCard({ ...claims, purpose: 'login', institution: '3501999018' }), 'purpose'],
    ['an institution', showCard({ ...claims, institution: '3501999018' }), 'institution'],
    ['a card that signs', showCard({ ...claims, cardType: 'hca-personnel' }), 'purpose'],
  ])('with %s is refused', (_what, text, field) => {
    expect(() => readShownCard(text)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED', details: { field } }),
    )
  })
})
