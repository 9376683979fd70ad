import type { SupportItem, SupportReportView } from '../../core/protocol/support-reports.ts'
import { consentsOf, progressOf } from '../../core/support-reports/report.ts'
import { isChange, isOver, type ReviewerMove, reviewerMoves } from '../../core/support-reports/states.ts'
import type { Queryable } from '../db/database.ts'
import { findInstitutionNames } from '../db/tables/institution-counties.ts'
import {
  findConsents,
  findCopyCounties,
  findReportFiles,
  findReportVersions,
  type SupportReportFile,
  type SupportReportVersion,
} from '../db/tables/support-report-parts.ts'
import type { FoundReport, SupportReport } from '../db/tables/support-reports.ts'
import { readKnown, toRegistrationView } from './known.ts'

/** `copy`: a county that has a copy sees what is in force, and nothing that is being written. */
export type Reader = 'applicant' | 'reviewer' | 'copy'

export async function toView(
  query: Queryable,
  found: SupportReport,
  now: Date,
  reader: Reader,
): Promise<SupportReportView> {
  const report = reader === 'copy' ? { ...found, content: found.inForce ?? found.content } : found
  const versions = await findReportVersions(query, report.id)
  const before = reader === 'copy' ? null : beforeOf(report, versions)
  const known = await readKnown(query, report, now, [before])
  const consents = await findConsents(query, report.id)
  const names = await findInstitutionNames(
    query,
    consents.map(({ institutionCode }) => institutionCode),
  )
  const files = await findReportFiles(query, report.id)
  const { kind } = report.content
  const agreed = consents.filter(({ answer }) => answer === 'agreed').length
  return {
    id: report.id,
    number: report.number,
    state: report.state,
    version: report.version,
    practitioner: known.practitioner,
    content: toContent(report.content),
    inForce: report.inForce && toContent(report.inForce),
    before: before && toContent(before),
    registrations: known.registrations.map(toRegistrationView),
    institutions: [...known.institutions.values()],
    faults: known.faults,
    rules: [...known.rules],
    overlaps: [
      ...(known.overlaps.own.length > 0 ? [{ number: null, hours: [...known.overlaps.own] }] : []),
      ...known.overlaps.others.map(({ number, hours }) => ({ number, hours: [...hours] })),
    ],
    warnings: [...report.warnings],
    unprintable: known.unprintable,
    files: files.map(toAttachment),
    consents: consents.map(({ side, institutionCode, answer, answeredAt, reason }) => ({
      side,
      institution: { code: institutionCode, name: names.get(institutionCode) ?? '' },
      answer,
      answeredAt: answeredAt?.toISOString() ?? null,
      reason,
    })),
    copies: await findCopyCounties(query, report.id),
    reason: report.reason,
    progress: progressOf({
      state: report.state,
      faults: known.faults,
      consentsMissing: kind ? consentsOf(kind).length - agreed : 1,
    }),
    sentAt: report.sentAt?.toISOString() ?? null,
    decidedAt: report.decidedAt?.toISOString() ?? null,
    history: versions.map(({ version, at, move, by, reason }) => ({
      version,
      at: at.toISOString(),
      move,
      // Who decided is the bureau, towards everybody else.
      by: reader !== 'reviewer' && reviewerMoves.includes(move as ReviewerMove) ? null : by,
      reason,
    })),
  }
}

const toContent = (content: SupportReport['content']) => ({
  ...content,
  weekly: content.weekly.map((hours) => ({ ...hours })),
})

const toAttachment = ({ id, name, type, size }: SupportReportFile) => ({ id, name, type, size })

/** What a reviewer compares it with: what is in force, or what was sent before it was returned. */
function beforeOf(report: SupportReport, versions: readonly SupportReportVersion[]) {
  if (isOver(report.state)) return null
  if (isChange(report.state)) return report.inForce
  if (report.inForce !== null) return null
  const [, earlier] = versions.filter(({ move }) => move === 'send')
  return earlier?.content ?? null
}

export const toItem = (found: FoundReport): SupportItem => ({
  ...found,
  sentAt: found.sentAt?.toISOString() ?? null,
  changedAt: found.changedAt.toISOString(),
})

export const pageSize = 20

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / pageSize))
