import { type CardType, cardTypeCodes } from '../cards/card-types.ts'
import { openFunctions, type Powers } from './authorize.ts'
import { type CatalogueCode, isWithin } from './catalogue.ts'
import { functionsOf, type ServiceCode } from './services.ts'

/** What a system is called in its asks (client_id). */
export const clientIdPattern = /^[a-z][a-z0-9-]{2,39}$/

/** What another system may ask about a person, by scope, as claims of OpenID Connect. docs/oidc.md tells each. */
export const claimsOfScope = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name'],
  institution: ['institution_code', 'institution_name', 'institution_type', 'roles'],
  services: ['services'],
} as const

export type SignOnScope = keyof typeof claimsOfScope

export const signOnScopes = Object.keys(claimsOfScope) as SignOnScope[]

/** How somebody signed in (OpenID Connect Core §2): `acr` names the card, `amr` are words of RFC 8176. */
export interface SignInMethod {
  readonly acr: string
  readonly amr: readonly string[]
}

const acrOf = (cardType: CardType | null) => `urn:nhi-portal:acr:${cardType ?? 'password'}`

export const acrValues = [...cardTypeCodes, null].map(acrOf)

/** Null is 一般登入. The NHI card has no key of its own: its holder's password and the module's signature stand for it. */
export function signInMethod(cardType: CardType | null): SignInMethod {
  const acr = acrOf(cardType)
  if (cardType === null) return { acr, amr: ['pwd'] }
  return { acr, amr: cardType === 'nhi' ? ['pwd', 'hwk'] : ['sc', 'pin'] }
}

/** Whether an entry, or one above or below it, is one of the system's. */
const belongsTo = (code: CatalogueCode, entries: readonly CatalogueCode[]): boolean =>
  entries.some((entry) => isWithin(code, entry) || isWithin(entry, code))

/** A system is for who may use a function of its entries, at the institution that was chosen. */
export const mayEnter = (entries: readonly CatalogueCode[], powers: Powers): boolean =>
  powers.institution !== null && openFunctions(powers).some((code) => belongsTo(code, entries))

/** Of the services that a person has, those that are the system's affair. */
export const servicesWithin = (
  entries: readonly CatalogueCode[],
  services: readonly ServiceCode[],
): readonly ServiceCode[] => services.filter((service) => functionsOf(service).some((code) => belongsTo(code, entries)))
