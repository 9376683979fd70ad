import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'

export const portal = 'https://portal.example'
const nonce = 'N'.repeat(43)
const jti = 'J'.repeat(22)
const jkt = 'K'.repeat(43)

export const challenge: Challenge = {
  nonce,
  aud: portal,
  purpose: 'login',
  environment: 'test',
  cardTypes: ['hca-personnel', 'moica'],
  iat: 1_768_435_200,
  exp: 1_768_435_500,
  jti,
  jkt,
  minimumExtension: '1.4.0',
}

export const claims: LoginClaims = {
  v: 1,
  purpose: 'login',
  aud: portal,
  origin: portal,
  nonce,
  iat: challenge.iat,
  exp: challenge.exp,
  jti,
  cardType: 'hca-personnel',
  cardSn: 'HP00000000000001',
  institution: null,
  ext: { id: 'dffkjhjbbmobbmehancpchepcdfnaihj', version: '1.4.2' },
  reader: 'ccid',
  cnf: { jkt },
}

/** What a representative’s card is asked to confirm. */
export const confirm = {
  action: 'remove-manager',
  subject: '3501999018/018f0000-0000-7000-8000-000000000001',
  words: '林示範（A1****0017），示範晨曦診所',
}

/** Of a sign-in with an NHI card, which a security module signs. */
export const moduleClaims: LoginClaims = {
  ...claims,
  cardType: 'nhi',
  cardSn: '900000000701',
  institution: '3501999018',
  reader: 'nhi',
  holder: { idNumber: 'A299090117' },
}
