import { daysAfter, taiwanDay } from '../core/portal/taiwan-day.ts'
import { reportNumber } from '../core/support-reports/report-number.ts'
import { consentsOf } from '../core/support-reports/report.ts'
import { reviewOf } from '../core/support-reports/rules.ts'
import { demoCounties, demoRegistrations, type DemoSupportReport, demoSupportReports } from '../demo/support-reports.ts'
import type { Queryable } from './db/database.ts'
import { findPlaced, saveInstitutionCounty } from './db/tables/institution-counties.ts'
import { saveRegistration } from './db/tables/practice-registrations.ts'
import { addReportCopy, addReportVersion, answerConsent, askConsents } from './db/tables/support-report-parts.ts'
import { addSupportReport, findSupportReport, type SupportReport } from './db/tables/support-reports.ts'
import { demoId } from './demo-id.demo.ts'

/** Registrations, where institutions are, and reports in several states. A report that is there already stays. */
export async function seedSupportReports(query: Queryable, now: Date): Promise<void> {
  for (const { code, county } of demoCounties) await saveInstitutionCounty(query, code, county)
  for (const { key, ...registration } of demoRegistrations) {
    const kept = { isMain: true, firstDay: '2020-01-01', lastDay: null, suspended: null }
    await saveRegistration(query, { id: demoId(`registration ${key}`), ...registration, ...kept })
  }
  for (const report of demoSupportReports) await seedReport(query, now, report)
}

async function seedReport(query: Queryable, now: Date, demo: DemoSupportReport): Promise<void> {
  const id = demoId(`support report ${demo.registration} ${demo.serial ?? 'draft'}`)
  const registration = demoRegistrations.find(({ key }) => key === demo.registration)
  if (!registration || (await findSupportReport(query, id))) return
  const { personId, profession, institutionCode } = registration
  const today = taiwanDay(now)
  const content = {
    ...demo.content,
    registration: demoId(`registration ${demo.registration}`),
    firstDay: daysAfter(today, demo.firstIn),
    lastDay: daysAfter(today, demo.lastIn),
  }
  const codes = [institutionCode, ...(content.institution === null ? [] : [content.institution])]
  const places = await findPlaced(query, codes)
  const [own, supported] = codes.map((code) => places.get(code)?.county ?? null)
  const isSent = demo.state !== 'draft'
  const isDecided = demo.state === 'approved' || demo.state === 'returned'
  const report: SupportReport = {
    id,
    number: demo.serial === null ? null : reportNumber(today, demo.serial),
    personId,
    state: demo.state,
    content,
    inForce: demo.state === 'approved' ? content : null,
    profession,
    ownInstitution: institutionCode,
    ownCounty: own ?? null,
    supportCounty: supported ?? null,
    warnings: [],
    reason: demo.reason,
    verifyCode: isSent ? id.replaceAll('-', '').slice(0, 22) : null,
    version: 1,
    createdAt: now,
    changedAt: now,
    sentAt: isSent ? now : null,
    decidedAt: isDecided ? now : null,
  }
  await addSupportReport(query, report)
  if (!isSent) return
  const made = { version: 1, at: now, personId, state: demo.state, content, reason: null } as const
  await addReportVersion(query, id, { ...made, move: 'send' })
  const asked = consentsOf(content.kind ?? 'scheduled').flatMap((side) => {
    const code = side === 'own' ? institutionCode : content.institution
    return code === null ? [] : [{ side, institutionCode: code }]
  })
  await askConsents(query, id, asked)
  if (demo.state !== 'approved' || !own || !supported) return
  for (const { side } of asked) {
    await answerConsent(query, id, side, { answer: 'agreed', at: now, personId: null, reason: null })
  }
  for (const county of reviewOf(own, supported).copies) {
    await addReportCopy(query, { reportId: id, county, version: 1, at: now })
  }
}
