import { maskIdNumber } from '../../core/portal/id-number.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { RegistrationView } from '../../core/protocol/support-reports.ts'
import { faultsOf, type SupportContent, type SupportFaults } from '../../core/support-reports/report.ts'
import { overlapsOf, rulesFor, type SupportFacts, type SupportRule } from '../../core/support-reports/rules.ts'
import { isBeforeBureau } from '../../core/support-reports/states.ts'
import type { Queryable } from '../db/database.ts'
import { findPlaced, type PlacedInstitution } from '../db/tables/institution-counties.ts'
import { findPerson } from '../db/tables/people.ts'
import { findRegistrations, type PracticeRegistration } from '../db/tables/practice-registrations.ts'
import { findLiveReports, type SupportReport } from '../db/tables/support-reports.ts'
import { missingIn, printFont } from './print-font.ts'

/** A registration at an institution whose county is known. */
export interface PlacedRegistration extends PracticeRegistration {
  readonly institution: PlacedInstitution
}

/** Those of a person, the main one first. One at an institution that is nowhere is left out. */
export async function findPlacedRegistrations(query: Queryable, personId: string): Promise<PlacedRegistration[]> {
  const registrations = await findRegistrations(query, personId)
  const institutions = await findPlaced(
    query,
    registrations.map(({ institutionCode }) => institutionCode),
  )
  return registrations.flatMap((registration) => {
    const institution = institutions.get(registration.institutionCode)
    return institution ? [{ ...registration, institution }] : []
  })
}

export const toRegistrationView = (registration: PlacedRegistration): RegistrationView => ({
  id: registration.id,
  profession: registration.profession,
  licenseNumber: registration.licenseNumber,
  institution: registration.institution,
  isMain: registration.isMain,
  firstDay: registration.firstDay,
  lastDay: registration.lastDay,
  suspended: registration.suspended,
  weekly: [...registration.weekly],
})

export async function readPractitioner(
  query: Queryable,
  personId: string,
): Promise<{ readonly name: string; readonly maskedIdNumber: string }> {
  const person = await findPerson(query, personId)
  if (!person) throw new Error('whoever reports is in the directory')
  return { name: person.name, maskedIdNumber: person.idNumber === null ? '' : maskIdNumber(person.idNumber) }
}

/** A report with everything that the rules and its views look at. */
export interface KnownReport {
  readonly report: SupportReport
  readonly practitioner: { readonly name: string; readonly maskedIdNumber: string }
  readonly registrations: readonly PlacedRegistration[]
  readonly registration: PlacedRegistration | undefined
  readonly institutions: ReadonlyMap<string, PlacedInstitution>
  readonly faults: SupportFaults
  /** None while it is incomplete. */
  readonly rules: readonly SupportRule[]
  readonly overlaps: ReturnType<typeof overlapsOf>
  /** Characters that the printed form does not have. */
  readonly unprintable: string
}

/** `contents`: others whose institutions are looked up too. */
export async function readKnown(
  query: Queryable,
  report: SupportReport,
  now: Date,
  contents: readonly (SupportContent | null)[] = [],
): Promise<KnownReport> {
  const { content } = report
  const practitioner = await readPractitioner(query, report.personId)
  const registrations = await findPlacedRegistrations(query, report.personId)
  const registration = registrations.find(({ id }) => id === content.registration)
  const named = [content, report.inForce, ...contents].flatMap((it) => it?.institution ?? [])
  const institutions = await findPlaced(query, [...new Set(named)])
  const written = faultsOf(content, registration?.profession)
  // What was chosen and is gone since has to be chosen anew.
  const faults: SupportFaults = registration ? written : { ...written, registration: 'missing' }
  const facts =
    registration && Object.keys(faults).length === 0
      ? await readFacts(query, { report, registrations, registration, institutions, now })
      : undefined
  const texts = [
    practitioner.name,
    content.reason,
    registration?.licenseNumber ?? '',
    registration?.institution.name ?? '',
    institutions.get(content.institution ?? '')?.name ?? '',
  ]
  return {
    report,
    practitioner,
    registrations,
    registration,
    institutions,
    faults,
    rules: facts ? rulesFor(facts) : [],
    overlaps: facts ? overlapsOf(facts) : { own: [], others: [] },
    unprintable: missingIn(await printFont(), texts.join('')),
  }
}

async function readFacts(
  query: Queryable,
  known: Pick<KnownReport, 'report' | 'registrations' | 'institutions'> & {
    readonly registration: PlacedRegistration
    readonly now: Date
  },
): Promise<SupportFacts | undefined> {
  const { report, registrations, registration, institutions, now } = known
  const { content, inForce } = report
  const { firstDay, lastDay, kind, weekly } = content
  const supported = institutions.get(content.institution ?? '')
  if (!supported || !kind || firstDay === null || lastDay === null) return undefined
  const others = await findLiveReports(query, report.personId, report.id)
  const lives = ({ firstDay: first, lastDay: last }: PracticeRegistration) =>
    first <= lastDay && (last === null || last >= firstDay)
  return {
    // What was sent was sent in time, or was not: it does not become late while it is looked at.
    today: taiwanDay(isBeforeBureau(report.state) && report.sentAt ? report.sentAt : now),
    registration: {
      profession: registration.profession,
      institution: registration.institutionCode,
      institutionType: registration.institution.type,
      county: registration.institution.county,
      isMain: registration.isMain,
      firstDay: registration.firstDay,
      lastDay: registration.lastDay,
      suspended: registration.suspended,
      weekly: registration.weekly,
    },
    registrations: registrations.filter(lives).length,
    kind,
    pharmacistCase: content.pharmacistCase,
    keepsFirstDay: inForce !== null && inForce.firstDay === firstDay,
    supported: { code: supported.code, county: supported.county },
    schedule: { firstDay, lastDay, weekly },
    others: others.flatMap((other) => {
      const counted = isBeforeBureau(other.state) ? other.content : (other.inForce ?? other.content)
      const { firstDay: first, lastDay: last } = counted
      if (first === null || last === null) return []
      return [{ number: other.number ?? '', firstDay: first, lastDay: last, weekly: counted.weekly }]
    }),
  }
}
