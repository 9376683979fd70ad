import { z } from 'zod'
import { thumbprint } from './challenge.ts'
import { memberId } from './organizations.ts'
import { typedPassword } from './password.ts'
import { perAddress, perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'
import { sessionView } from './session.ts'

/** To be told to the holder, and shown to nobody again. */
const oneTimePassword = z.strictObject({
  password: z.string(),
  /** It signs in once, before that. */
  until: z.iso.datetime(),
})
export type OneTimePassword = z.output<typeof oneTimePassword>

/** The passwords that the portal keeps: 一般登入, the holder's change, and the reset. */
export const passwordRoutes = {
  'POST /api/passwords/sign-in': route({
    rule: 'anyone',
    limit: perAddress(60, 60),
    also: [perHolder(120, 600), perInstitution(3000, 600)],
    summary:
      'General sign-in (一般登入) on the Internet platform, until its last day: opens a session bound to the page’s key',
    request: z.strictObject({
      /** Small letters and full width are forgiven. What cannot be an account is told no other than a wrong password. */
      account: z.string().normalize('NFKC').trim().toLowerCase().max(100),
      password: typedPassword,
      jkt: thumbprint,
    }),
    answer: sessionView,
  }),
  'POST /api/passwords/change': route({
    rule: 'session',
    limit: perSession(30, 60),
    also: [perHolder(60, 3600)],
    beforePasswordChange: true,
    summary: 'The holder changes the password that opened the session; the other sessions that it opened end',
    request: z.strictObject({ current: typedPassword, password: typedPassword }),
    answer: sessionView,
  }),
  'POST /api/passwords/managers': route({
    rule: { action: 'reset-manager-password' },
    limit: perSession(30, 60),
    also: [perHolder(120, 3600), perInstitution(240, 3600)],
    summary: 'Resets a manager’s password of this platform; ends the sessions that it opened',
    request: memberId,
    answer: oneTimePassword,
  }),
  'POST /api/passwords/users': route({
    rule: { action: 'reset-user-password' },
    limit: perSession(30, 60),
    also: [perHolder(120, 3600), perInstitution(240, 3600)],
    summary: 'Resets a user’s password of this platform; ends the sessions that it opened',
    request: memberId,
    answer: oneTimePassword,
  }),
} as const satisfies RouteTable
