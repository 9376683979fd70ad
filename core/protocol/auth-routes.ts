import { z } from 'zod'
import { cardTypeCodes } from '../cards/card-types.ts'
import { cardSightings } from './card-watch.ts'
import { challenge, confirmationSubject, thumbprint } from './challenge.ts'
import { moduleCertificate, moduleRandom, moduleResponse } from './module-authentication.ts'
import { signatureActions } from '../portal/actions.ts'
import { nothing } from './nothing.ts'
import { typedPassword } from './password.ts'
import { perAddress, perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'
import { institutionCode, ownSessions, sessionView } from './session.ts'

/** A JWS in compact form. */
const token = z.string().max(16_384)

/** Signing in, and the session. */
export const authRoutes = {
  'POST /api/auth/challenge': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary:
      'A challenge to be signed by a card, bound to the page’s key and to the pre-session cookie that comes with it',
    request: z.strictObject({ jkt: thumbprint, cardType: z.enum(cardTypeCodes) }),
    answer: challenge,
  }),
  'POST /api/auth/assertion': route({
    rule: 'pre-session',
    limit: perAddress(600, 60),
    also: [perHolder(120, 600), perInstitution(3000, 600)],
    summary: 'Signs in with a signed assertion; uses the pre-session’s challenges up, whatever comes of it',
    request: z.strictObject({
      assertion: token,
      /** Of the NHI reader’s security module, beside a card that signs by itself. */
      module: token.exactOptional(),
      /** With an NHI card, and only then. */
      password: typedPassword.exactOptional(),
    }),
    answer: sessionView,
  }),
  'POST /api/auth/module-authentication': route({
    rule: 'pre-session',
    keepsChallenges: true,
    limit: perAddress(60, 60),
    summary: 'Answers a security module’s random number, so that it signs (認證); the sign-in goes on afterwards',
    request: z.strictObject({
      certificate: moduleCertificate,
      random: moduleRandom,
    }),
    answer: z.strictObject({
      response: moduleResponse,
    }),
  }),
  'GET /api/auth/session': route({
    rule: 'session',
    limit: perSession(600, 60),
    beforePasswordChange: true,
    summary: 'Who is signed in, with the roles held now',
    request: nothing,
    answer: sessionView,
  }),
  'GET /api/auth/sessions': route({
    rule: 'session',
    limit: perSession(600, 60),
    summary: 'The open sessions of the person, or of the institution’s card, on this platform',
    request: nothing,
    answer: ownSessions,
  }),
  'POST /api/auth/sessions/end': route({
    rule: 'session',
    limit: perSession(60, 60),
    summary: 'Ends another of one’s own sessions, or all others; answers those that are left',
    request: z.union([z.strictObject({ sessionId: z.uuid() }), z.strictObject({ others: z.literal('all') })]),
    answer: ownSessions,
  }),
  'POST /api/auth/institution': route({
    rule: 'session',
    limit: perSession(60, 60),
    summary: 'Chooses one of the session’s institutions',
    request: z.strictObject({ institution: institutionCode }),
    answer: sessionView,
  }),
  'POST /api/auth/card-watch': route({
    rule: 'session',
    limit: perSession(60, 60),
    unattended: true,
    // Else the session would end under whoever is thinking of a password.
    beforePasswordChange: true,
    summary: 'Tells of the card that signed in: a heartbeat while it is there; its removal, which ends the session',
    request: z.strictObject({ card: z.enum(cardSightings) }),
    answer: nothing,
  }),
  'POST /api/auth/confirmation': route({
    rule: 'session',
    limit: perSession(60, 60),
    also: [perHolder(120, 60)],
    summary:
      'A challenge for what asks for a fresh signature of the card that signed in: one action, done to one subject',
    request: z.strictObject({ action: z.enum(signatureActions), subject: confirmationSubject }),
    answer: challenge,
  }),
  'POST /api/auth/confirmation/assertion': route({
    rule: 'session',
    limit: perSession(60, 60),
    summary: 'Confirms with a signed assertion; uses the session’s challenges up, whatever comes of it',
    request: z.strictObject({ assertion: token }),
    answer: z.strictObject({
      /** Until then the action may be done to the subject, once. */
      until: z.iso.datetime(),
    }),
  }),
  'POST /api/auth/sign-out': route({
    rule: 'session',
    limit: perSession(60, 60),
    beforePasswordChange: true,
    summary: 'Ends the session',
    request: nothing,
    answer: nothing,
  }),
} as const satisfies RouteTable
