import type { CardType } from '../cards/card-types.ts'
import { type Action, actionCodes, actionRow, type ActionRow } from './actions.ts'
import { type CatalogueCode, catalogueCodes } from './catalogue.ts'
import { type Platform, portalCodes } from './platforms.ts'
import type { Role } from './roles.ts'
import { functionsOf, type ServiceCode } from './services.ts'
import { everywhere, type StaffPost } from './staff-roles.ts'

/** Everything that decides what a signed-in person may do now. */
export interface Powers {
  readonly platform: Platform
  /** Null for a card that stands for an institution. */
  readonly personName: string | null
  /** The card that signed in; null after 一般登入. */
  readonly cardType: CardType | null
  /** The institution that was chosen, with the roles held there. */
  readonly institution: { readonly code: string; readonly roles: readonly Role[] } | null
  /** Applied for by that institution and granted to the person. */
  readonly services: readonly ServiceCode[]
  readonly posts: readonly StaffPost[]
}

export interface InstitutionScope {
  readonly kind: 'institution'
  readonly institution: string
}

/** `areas` is `everywhere`, or the codes of divisions, counties or offices. */
export interface AreaScope {
  readonly kind: 'areas'
  readonly areas: typeof everywhere | readonly string[]
}

export interface PersonScope {
  readonly kind: 'person'
}

export type Scope = InstitutionScope | AreaScope | PersonScope

/** What the action may be done to; undefined when it may not be done. The one place where the table is read. */
export function authorize(action: Action, powers: Powers): Scope | undefined {
  const row = actionRow(action)
  if (!(row.platforms ?? portalCodes).includes(powers.platform)) return undefined
  if (row.cardTypes && !(powers.cardType && row.cardTypes.includes(powers.cardType))) return undefined
  if (row.scope === 'person') return powers.personName === null ? undefined : { kind: 'person' }
  return row.scope === 'institution' ? atInstitution(row, powers) : inAreas(row, powers)
}

function atInstitution(
  { roles, service }: Extract<ActionRow, { scope: 'institution' }>,
  { institution, services }: Powers,
): InstitutionScope | undefined {
  if (!institution?.roles.some((role) => roles.includes(role))) return undefined
  if (service && !services.includes(service)) return undefined
  return { kind: 'institution', institution: institution.code }
}

function inAreas(
  { staff }: Extract<ActionRow, { scope: 'areas' }>,
  { cardType, posts }: Powers,
): AreaScope | undefined {
  // The back office is entered with a personal card: 一般登入 opens none of it.
  if (cardType === null) return undefined
  const areas = posts.filter(({ role }) => staff.includes(role)).map(({ area }) => area)
  if (areas.length === 0) return undefined
  return { kind: 'areas', areas: areas.includes(everywhere) ? everywhere : areas }
}

/** The functions of the service menu that the person may use: by role, and by service. */
export function openFunctions(powers: Powers): CatalogueCode[] {
  const open = new Set<CatalogueCode>(powers.services.flatMap(functionsOf))
  for (const action of actionCodes) {
    const { entry } = actionRow(action)
    if (entry && authorize(action, powers)) open.add(entry)
  }
  return catalogueCodes.filter((code) => open.has(code))
}
