import { taiwanDay, daysAfter } from '../../../core/portal/taiwan-day.ts'
import type { SupportReportView } from '../../../core/protocol/support-reports.ts'
import type { SupportContent } from '../../../core/support-reports/report.ts'
import type { ApplicantMove, ReviewerMove } from '../../../core/support-reports/states.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { saveInstitutionCounty } from '../../../server/db/tables/institution-counties.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { type PracticeRegistration, saveRegistration } from '../../../server/db/tables/practice-registrations.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { clinic, pharmacy, type TestPortal } from '../test-portal.ts'

const id = (number: number) => `018f0000-0000-7000-8000-0000000002${String(number).padStart(2, '0')}`

export const doctor = { id: id(1), name: '林示範', idNumber: 'A199090017' }
export const druggist = { id: id(2), name: '陳測試', idNumber: 'A299090028' }
export const manager = { id: id(3), name: '管示範', idNumber: 'A199090035' }
export const taipeiBureau = { id: id(4), name: '北示範', idNumber: 'A299090046' }
export const taichungBureau = { id: id(5), name: '中示範', idNumber: 'A199090053' }

/** In Taichung, though its code tells Taipei. */
export const hospital = {
  code: '0901999031',
  name: '示範仁樂醫院',
  contracted: true,
  type: 'hospital',
  division: 'central',
  filesThrough: null,
} as const

export const practice: PracticeRegistration = {
  id: id(10),
  personId: doctor.id,
  profession: 'physician',
  licenseNumber: '北市醫執字第0000001號',
  institutionCode: clinic.code,
  isMain: true,
  firstDay: '2020-01-01',
  lastDay: null,
  suspended: null,
  weekly: [{ weekday: 1, from: '09:00', until: '12:00' }],
}

export const dispensing: PracticeRegistration = {
  ...practice,
  id: id(11),
  personId: druggist.id,
  profession: 'pharmacist',
  licenseNumber: '北市藥執字第0000002號',
  institutionCode: pharmacy.code,
}

/** A doctor at a clinic in Taipei and a druggist there; a hospital in Taichung; both bureaus; a manager at the hospital. */
export async function seedSupport({ database, clock }: TestPortal): Promise<void> {
  const { query } = database
  const at = clock.now()
  for (const person of [doctor, druggist, manager, taipeiBureau, taichungBureau]) await savePerson(query, person)
  for (const institution of [clinic, pharmacy, hospital]) await saveInstitution(query, institution)
  await saveInstitutionCounty(query, hospital.code, 'TXG')
  await saveRegistration(query, practice)
  await saveRegistration(query, dispensing)
  await addAssignment(query, { personId: manager.id, institutionCode: hospital.code, role: 'manager', at })
  await addStaffPost(query, { personId: taipeiBureau.id, role: 'health-bureau', area: 'TPE', at })
  await addStaffPost(query, { personId: taichungBureau.id, role: 'health-bureau', area: 'TXG', at })
}

export const reporter = (portal: TestPortal, { id: personId }: { id: string }): Promise<Page> =>
  portal.signedIn({ kind: 'person', personId }, { platform: 'support', cardType: null })

export const bureau = (portal: TestPortal, { id: personId }: { id: string }): Promise<Page> =>
  portal.signedIn({ kind: 'person', personId })

/** Who signs in with the clinic's card, and the hospital's manager. */
export const representative = (portal: TestPortal): Promise<Page> =>
  portal.signedIn(
    { kind: 'institution', institutionCode: clinic.code },
    { platform: 'support', cardType: 'hca-institution', institutionCode: clinic.code },
  )
export const hospitalManager = (portal: TestPortal): Promise<Page> =>
  portal.signedIn({ kind: 'person', personId: manager.id }, { platform: 'support', institutionCode: hospital.code })

/** From tomorrow on for thirty days, Wednesday afternoons at the hospital. */
export function contentOf(portal: TestPortal, changes: Partial<SupportContent> = {}): SupportContent {
  const today = taiwanDay(portal.clock.now())
  return {
    registration: practice.id,
    institution: hospital.code,
    kind: 'scheduled',
    pharmacistCase: null,
    firstDay: daysAfter(today, 1),
    lastDay: daysAfter(today, 30),
    weekly: [{ weekday: 3, from: '14:00', until: '17:00' }],
    reason: '骨科門診支援',
    ...changes,
  }
}

export const move = (
  page: Page,
  { id: report, version }: Pick<SupportReportView, 'id' | 'version'>,
  made: ApplicantMove,
  { reason = null, knowsWarnings = false }: { reason?: string | null; knowsWarnings?: boolean } = {},
): Promise<SupportReportView> =>
  page.ask('POST /api/support-reports/move', { id: report, version, move: made, reason, knowsWarnings })

export const review = (
  page: Page,
  { id: report, version }: Pick<SupportReportView, 'id' | 'version'>,
  made: ReviewerMove,
  reason: string | null = null,
): Promise<SupportReportView> =>
  page.ask('POST /api/staff/support-reports/move', { id: report, version, move: made, reason })

export async function draft(page: Page, content: SupportContent): Promise<SupportReportView> {
  const { id: report, version } = await page.ask('POST /api/support-reports', { like: null })
  return await page.ask('PUT /api/support-reports', { id: report, version, content })
}

export const send = async (page: Page, content: SupportContent): Promise<SupportReportView> =>
  await move(page, await draft(page, content), 'send')

/** Both institutions agree to what was sent. */
export async function agree(portal: TestPortal, { id: report, version }: SupportReportView): Promise<void> {
  const answer = { id: report, version, answer: 'agreed', reason: null }
  await (await representative(portal)).ask('POST /api/support-reports/consents', { ...answer, side: 'own' })
  await (await hospitalManager(portal)).ask('POST /api/support-reports/consents', { ...answer, side: 'supported' })
}

/** Sent, agreed to by both, taken up and approved. */
export async function approve(portal: TestPortal, sent: SupportReportView): Promise<SupportReportView> {
  await agree(portal, sent)
  const own = await bureau(portal, taipeiBureau)
  return await review(own, await review(own, sent, 'take-up'), 'pass')
}
