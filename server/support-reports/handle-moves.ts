import { randomBytes, randomInt } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { SupportReportEvent } from '../../core/support-reports/events.ts'
import { reportNumber, reportSerials } from '../../core/support-reports/report-number.ts'
import { consentsOf } from '../../core/support-reports/report.ts'
import { rulesOfWeight, supportRule } from '../../core/support-reports/rules.ts'
import { type ApplicantMove, isChange, supportMove, supportMoveTo } from '../../core/support-reports/states.ts'
import type { Queryable } from '../db/database.ts'
import { askConsents } from '../db/tables/support-report-parts.ts'
import { isReportNumberFree, lockSupportReport, type SupportReport } from '../db/tables/support-reports.ts'
import type { Handler } from '../http/call.ts'
import { type KnownReport, readKnown } from './known.ts'
import { makeMove, record, reporterOf, requireOwn, requireVersion } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'
import { toView } from './to-view.ts'

type Call = Parameters<Handler<'POST /api/support-reports/move'>['handle']>[0]

const events: Readonly<Record<ApplicantMove, SupportReportEvent>> = {
  send: 'send-support-report',
  recall: 'recall-support-report',
  change: 'change-support-report',
  'drop-change': 'drop-support-change',
  cancel: 'cancel-support-report',
}

/** What is set with the state. */
const changesOf: Readonly<
  Record<ApplicantMove, (query: Queryable, report: SupportReport, call: Call) => Promise<Partial<SupportReport>>>
> = {
  send: sendChanges,
  recall: () => Promise.resolve({}),
  change: () => Promise.resolve({ reason: null }),
  'drop-change': async (query, { id, content, inForce }) => {
    await askConsents(query, id, [])
    return { content: inForce ?? content, reason: null }
  },
  cancel: (_query, _report, { request }) => Promise.resolve({ reason: request.reason }),
}

/**
 * A move of the applicant. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT, ERR_REQUEST_SUPPORT_STATE;
 * ERR_REQUEST_MALFORMED for a cancellation without a reason; and of what is sent ERR_REQUEST_SUPPORT_INCOMPLETE,
 * ERR_REQUEST_SUPPORT_RULE with the articles, ERR_REQUEST_SUPPORT_GLYPHS with the characters, ERR_REQUEST_SUPPORT_WARNED.
 */
export function moveReport({
  database,
}: Pick<SupportReportParts, 'database'>): Handler<'POST /api/support-reports/move'> {
  return {
    event: 'send-support-report',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const { move } = request
        const before = requireVersion(requireOwn(await lockSupportReport(query, request.id), admitted), request.version)
        const step = { actor: 'applicant', move, now, personId: reporterOf(admitted) } as const
        supportMoveTo(before.state, step.actor, move)
        const reason = supportMove(move).reason === true ? request.reason : null
        if (supportMove(move).reason === true && reason === null) {
          throw new CodedError('ERR_REQUEST_MALFORMED', 'a reason is needed', { details: { field: 'reason' } })
        }
        const changes = await changesOf[move](query, before, call)
        const report = await makeMove(query, before, { ...step, reason, changes })
        await record(query, call, events[move], report, { state: report.state })
        return await toView(query, report, now, 'applicant')
      }),
  }
}

async function sendChanges(query: Queryable, report: SupportReport, call: Call): Promise<Partial<SupportReport>> {
  const { now, request } = call
  const known = await readKnown(query, report, now)
  requireSendable(known)
  const warnings = rulesOfWeight(known.rules, 'warns')
  if (warnings.length > 0 && !request.knowsWarnings) {
    throw new CodedError('ERR_REQUEST_SUPPORT_WARNED', `warned of: ${warnings.join()}`)
  }
  const { kind, institution } = report.content
  const codes = { own: report.ownInstitution, supported: institution }
  const asked = consentsOf(kind ?? 'scheduled').flatMap((side) => {
    const institutionCode = codes[side]
    return institutionCode === null ? [] : [{ side, institutionCode }]
  })
  await askConsents(query, report.id, asked)
  return {
    number: report.number ?? (await drawNumber(query, now)),
    verifyCode: report.verifyCode ?? randomBytes(16).toString('base64url'),
    warnings,
    sentAt: now,
    // What was decided stays while a change of it is looked at.
    decidedAt: isChange(report.state) ? report.decidedAt : null,
    reason: null,
  }
}

function requireSendable({ faults, rules, unprintable }: KnownReport): void {
  const [field] = Object.keys(faults)
  if (field !== undefined) {
    throw new CodedError('ERR_REQUEST_SUPPORT_INCOMPLETE', `not complete: ${field}`, { details: { field } })
  }
  requireLawful(rules)
  if (unprintable !== '') {
    throw new CodedError('ERR_REQUEST_SUPPORT_GLYPHS', 'characters outside the font', {
      details: { characters: Array.from(unprintable).slice(0, 20).join('、') },
    })
  }
}

/** Errors: ERR_REQUEST_SUPPORT_RULE with the articles. */
export function requireLawful(rules: KnownReport['rules']): void {
  const refusing = rulesOfWeight(rules, 'refuses')
  if (refusing.length === 0) return
  const articles = [...new Set(refusing.map((rule) => supportRule(rule).article.zhTW))].join('；')
  throw new CodedError('ERR_REQUEST_SUPPORT_RULE', `against: ${refusing.join()}`, { details: { articles } })
}

/** Serials are drawn: a count would be one row that every sending waits for. */
async function drawNumber(query: Queryable, now: Date): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const number = reportNumber(taiwanDay(now), randomInt(reportSerials))
    if (await isReportNumberFree(query, number)) return number
  }
  throw new Error('no free report number was drawn in twenty tries')
}
