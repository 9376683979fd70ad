import type { Challenge } from '../../../core/assertion/claims.ts'
import type { SessionView } from '../../../core/protocol/session.ts'

/** The server's second at which the samples begin. */
export const start = 1_795_000_000

export const sampleChallenge: Challenge = {
  nonce: 'n'.repeat(43),
  aud: 'https://medvpn.nhi.gov.tw',
  purpose: 'login',
  environment: 'test',
  cardTypes: ['hca-personnel'],
  iat: start,
  exp: start + 300,
  jti: 'j'.repeat(22),
  jkt: 't'.repeat(43),
  minimumExtension: '0.1.0',
}

const iso = (seconds: number) => new Date((start + seconds) * 1000).toISOString()

export const clinic = {
  code: '3501200000',
  name: '青山診所',
  roles: ['manager', 'user'],
} satisfies SessionView['institution']
export const hospital = { code: '0101090517', name: '綠水醫院', roles: ['user'] } satisfies SessionView['institution']

export const sampleSession: SessionView = {
  platform: 'vpn',
  cardType: 'hca-personnel',
  personName: '陳測試',
  institution: clinic,
  choices: [clinic],
  services: [],
  posts: [],
  passwordChange: 'none',
  signedInAt: iso(0),
  idleUntil: iso(1200),
  endsAt: iso(28_800),
  cardWatch: 'off',
}
