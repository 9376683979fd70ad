import type { CardType } from '../core/cards/card-types.ts'
import { type Division, divisionCodes } from '../core/portal/divisions.ts'
import { type InstitutionType } from '../core/portal/institution-types.ts'
import type { Platform } from '../core/portal/platforms.ts'
import type { AssignedRole } from '../core/portal/institution-choice.ts'
import { type ServiceCode, servicesFor } from '../core/portal/services.ts'

/** Rows for a portal of any size, in the proportions of a whole country. All of it is invented, and valid by its check digits. */
export interface Country {
  readonly institutions: readonly CountryInstitution[]
  readonly people: readonly CountryPerson[]
  /** Nobody has a role twice at one place. */
  readonly assignments: readonly CountryAssignment[]
  /** What institutions applied for. */
  readonly services: readonly (CountryPlace & { readonly service: ServiceCode })[]
  /** What of it is granted to whom: users of the institution. */
  readonly grants: readonly (CountryPlace & { readonly service: ServiceCode; readonly personId: string })[]
}

export interface CountryInstitution {
  readonly code: string
  readonly name: string
  readonly type: InstitutionType
  readonly division: Division
  readonly contracted: boolean
  /** One that stands before it in the list. */
  readonly filesThrough: string | null
}

export interface CountryPerson {
  readonly id: string
  readonly name: string
  readonly idNumber: string
  readonly cardType: CardType
  /** serialNumber of the card's certificate. */
  readonly cardSubject: string
}

interface CountryPlace {
  readonly institutionCode: string
  readonly platform: Platform
}

export interface CountryAssignment {
  readonly personId: string
  readonly institutionCode: string
  readonly role: AssignedRole
}

/** Of each hundred: the first two digits of the code, and the kind. */
const kinds: readonly (readonly [share: number, digits: string, type: InstitutionType])[] = [
  [2, '09', 'hospital'],
  [1, '23', 'health-station'],
  [40, '35', 'clinic'],
  [23, '37', 'dental-clinic'],
  [14, '38', 'chinese-medicine-clinic'],
  [14, '59', 'pharmacy'],
  [2, '43', 'laboratory'],
  [2, '45', 'therapy'],
  [2, '72', 'home-nursing'],
]
const kindOf = (index: number) => {
  let below = index % 100
  const found = kinds.find(([share]) => (below -= share) < 0)
  if (!found) throw new RangeError('the shares make a hundred')
  return found
}

const digitSum = (digits: string, weight: (index: number) => number) =>
  Array.from(digits).reduce((sum, digit, index) => sum + weight(index) * Number(digit), 0)

/** As of the demo's institutions: the last digit is Σ i·dᵢ mod 10. */
const withCodeCheck = (digits: string) => digits + (digitSum(digits, (index) => index + 1) % 10)

/** 身分證號 of the city whose letter is A, which counts as 1 and 0. */
function idNumberOf(index: number): string {
  const digits = `${1 + (index % 2)}${String(index).padStart(7, '0')}`
  const sum = 1 + digitSum(digits, (at) => 8 - at)
  return `A${digits}${(10 - (sum % 10)) % 10}`
}

const han = (index: number) => Array.from(String(index), (digit) => '〇一二三四五六七八九'[Number(digit)]).join('')
const personId = (index: number) => `00000000-0000-4000-8001-${String(index).padStart(12, '0')}`

/** At one institution in so many an application was made for the Internet platform too. */
const onInternet = 4
const servicesPerInstitution = 8
const servicesPerUser = 2
/** Most people whose card could sign in have no role here: five in so many have one, at one place, and some at a second. */
const withRole = 12
const roleHolders = 5

/** Fewer than 90,000 institutions, and fewer than 9 million people: the demo's own have the numbers above. */
export function inventCountry(size: { readonly institutions: number; readonly people: number }): Country {
  const institutions: CountryInstitution[] = []
  let hospital: string | null = null
  for (let index = 0; index < size.institutions; index++) {
    const [, digits, type] = kindOf(index)
    const code = withCodeCheck(`${digits}01${String(index).padStart(5, '0')}`)
    const filesThrough = type === 'health-station' ? hospital : null
    if (type === 'hospital') hospital = code
    const division = divisionCodes[index % divisionCodes.length] ?? 'taipei'
    institutions.push({ code, name: `示範${han(index)}`, type, division, contracted: index % 40 !== 39, filesThrough })
  }

  const services = institutions.flatMap(({ code: institutionCode, type }, index) =>
    (index % onInternet === 0 ? (['vpn', 'internet'] as const) : (['vpn'] as const)).flatMap((platform) =>
      servicesFor(type, platform)
        .slice(0, servicesPerInstitution)
        .map((service) => ({ institutionCode, platform, service })),
    ),
  )
  const people = Array.from({ length: size.people }, (_, index): CountryPerson => ({
    id: personId(index),
    name: `示範${han(index)}`,
    idNumber: idNumberOf(index),
    cardType: index % 10 < 7 ? 'hca-personnel' : 'moica',
    cardSubject: `1${String(index).padStart(15, '0')}`,
  }))

  const assignments: CountryAssignment[] = []
  const grants: Country['grants'][number][] = []
  const assign = (person: CountryPerson, at: number, isManager: boolean) => {
    const institution = institutions[at % institutions.length]
    if (!institution) return
    const place = { personId: person.id, institutionCode: institution.code }
    if (isManager) assignments.push({ ...place, role: 'manager' })
    assignments.push({ ...place, role: 'user' })
    const offered = servicesFor(institution.type, 'vpn').slice(0, servicesPerInstitution)
    for (const service of offered.slice(0, servicesPerUser)) grants.push({ ...place, platform: 'vpn', service })
  }
  let holders = 0
  for (const [index, person] of people.entries()) {
    if (index % withRole >= roleHolders) continue
    // The first round gives each institution its manager.
    assign(person, holders, holders < institutions.length)
    if (holders % 20 === 19) assign(person, holders + 1, false)
    holders++
  }
  return { institutions, people, assignments, services, grants }
}
