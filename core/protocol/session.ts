import { z } from 'zod'
import { cardTypeCodes } from '../cards/card-types.ts'
import { cardWatchStates } from './card-watch.ts'
import { passwordChanges } from '../portal/password-kinds.ts'
import { platformCodes } from '../portal/platforms.ts'
import { roleCodes } from '../portal/roles.ts'
import { serviceCodes } from '../portal/services.ts'
import { staffRoleCodes } from '../portal/staff-roles.ts'

export const institutionCode = z.string().regex(/^\d{10}$/)

/** An institution the signed-in person may act for, with the roles held there. */
export const institutionChoice = z.strictObject({
  code: institutionCode,
  name: z.string(),
  roles: z.array(z.enum(roleCodes)),
})
export type InstitutionChoice = z.output<typeof institutionChoice>

/** Who is signed in. `institution` is null until one of `choices` is chosen. */
export const sessionView = z.strictObject({
  platform: z.enum(platformCodes),
  /** Null after 一般登入. */
  cardType: z.enum(cardTypeCodes).nullable(),
  /** The holder's name for a personal card, null for a card that stands for an institution. */
  personName: z.string().nullable(),
  institution: institutionChoice.nullable(),
  choices: z.array(institutionChoice),
  /** Granted to the person at the chosen institution, on this platform. */
  services: z.array(z.enum(serviceCodes)),
  /** The person's posts in the back office. */
  posts: z.array(z.strictObject({ role: z.enum(staffRoleCodes), area: z.string() })),
  /** Of the password that opened the session: with `required` nothing else is reachable until it is changed. */
  passwordChange: z.enum(passwordChanges),
  signedInAt: z.iso.datetime(),
  /** When it ends if nothing is done, and at the latest. */
  idleUntil: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** With `on`, the page asks the extension to watch the card. */
  cardWatch: z.enum(cardWatchStates),
})
export type SessionView = z.output<typeof sessionView>

/** One of the signed-in holder's own open sessions on this platform. */
export const ownSession = z.strictObject({
  id: z.uuid(),
  /** The one that asks. */
  isThis: z.boolean(),
  signedInAt: z.iso.datetime(),
  /** To within half a minute. */
  lastUsedAt: z.iso.datetime(),
  platform: z.enum(platformCodes),
  /** Null after 一般登入. */
  cardType: z.enum(cardTypeCodes).nullable(),
  /** Null until one is chosen. */
  institution: z.strictObject({ code: institutionCode, name: z.string() }).nullable(),
  /** The network address that it was opened from. */
  address: z.string(),
  /** `Chrome 156 · Windows`; empty where nothing is known of it. */
  browser: z.string(),
})
export type OwnSession = z.output<typeof ownSession>

/** The one that asks first, then the last used. */
export const ownSessions = z.strictObject({ sessions: z.array(ownSession) })
