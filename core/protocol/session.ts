import { z } from 'zod'
import { cardTypeCodes } from '../cards/card-types.ts'
import { platformCodes } from './platforms.ts'
import { roleCodes } from './roles.ts'

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
  cardType: z.enum(cardTypeCodes),
  /** The holder's name for a personal card, null for a card that stands for an institution. */
  personName: z.string().nullable(),
  institution: institutionChoice.nullable(),
  choices: z.array(institutionChoice),
  signedInAt: z.iso.datetime(),
  /** When it ends if nothing is done, and at the latest. */
  idleUntil: z.iso.datetime(),
  endsAt: z.iso.datetime(),
})
export type SessionView = z.output<typeof sessionView>
