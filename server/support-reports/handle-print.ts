import { CodedError } from '../../core/errors/coded-error.ts'
import type { Text } from '../../core/i18n/text.ts'
import { counties } from '../../core/portal/counties.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { inOrder, weekdays, type WeeklyHours } from '../../core/support-reports/hours.ts'
import { pharmacistCases, professions, type SupportContent, supportKinds } from '../../core/support-reports/report.ts'
import { rulesOfWeight, supportRule } from '../../core/support-reports/rules.ts'
import { isInForceState, supportStates } from '../../core/support-reports/states.ts'
import { findSupportReport, findVerified } from '../db/tables/support-reports.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import { type KnownReport, readKnown } from './known.ts'
import { printForm, type PrintedForm } from './print-form.ts'
import { record, requireOwn } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'

/**
 * The form of a report that was sent: of what is in force, else of what is written. It is kept for a day, like a file to which
 * nothing refers. Errors: ERR_REQUEST_NOT_FOUND; ERR_REQUEST_SUPPORT_STATE for what was never sent.
 */
export function printReport({ database, files }: SupportReportParts): Handler<'POST /api/support-reports/print'> {
  return {
    event: 'print-support-report',
    async handle(call) {
      const { request, admitted, now, origin } = call
      const found = requireOwn(await findSupportReport(database.query, request.id), admitted)
      const { number, verifyCode } = found
      if (number === null || verifyCode === null) {
        throw new CodedError('ERR_REQUEST_SUPPORT_STATE', 'what was never sent has no form', {
          details: { state: found.state },
        })
      }
      const content = isInForceState(found.state) ? (found.inForce ?? found.content) : found.content
      const known = await readKnown(database.query, { ...found, content }, now)
      const verifyAddress = `${origin}/support-reports/verify?code=${verifyCode}`
      const pdf = await printForm(toForm(known, { number, content, verifyAddress, now }))
      const stored = await files.keep(one(pdf), 'pdf')
      return await database.tx(async (query) => {
        await record(query, call, 'print-support-report', found, { sha256: stored.sha256 })
        const file = { ...stored, type: 'pdf', name: `報備支援-${number}.pdf` } as const
        return await giveTicket(query, file, { sessionId: admitted.session.id, now })
      })
    },
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function toForm(
  known: KnownReport,
  of: {
    readonly number: string
    readonly content: SupportContent
    readonly verifyAddress: string
    readonly now: Date
  },
): PrintedForm {
  const { report, registration, institutions, practitioner, rules } = known
  const { number, content, verifyAddress, now } = of
  const supported = institutions.get(content.institution ?? '')
  const zh = (text: Text) => text.zhTW
  const place = (
    it: { readonly code: string; readonly name: string; readonly county: keyof typeof counties } | undefined,
  ) => (it ? `${it.name}（${it.code}，${zh(counties[it.county])}）` : '')
  const told = rulesOfWeight(rules, 'tells').map((rule) => {
    const { article, says } = supportRule(rule)
    return `${zh(article)}：${zh(says)}`
  })
  const facts: [string, string][] = [
    ['案號', number],
    ['狀態', zh(supportStates[report.state])],
    ['姓名', practitioner.name],
    ['身分證號', practitioner.maskedIdNumber],
    ['醫事人員類別', registration ? zh(professions[registration.profession]) : ''],
    ['執業執照字號', registration?.licenseNumber ?? ''],
    ['執業機構', place(registration?.institution)],
    ['支援機構', place(supported)],
    ['支援種類', content.kind ? zh(supportKinds[content.kind].label) : ''],
    ...(content.pharmacistCase
      ? [['藥師法第11條', zh(pharmacistCases[content.pharmacistCase])] as [string, string]]
      : []),
    ['支援期間', `${rocDay(content.firstDay)} 至 ${rocDay(content.lastDay)}`],
    ['支援時段', hoursText(content.weekly)],
    ['支援事由', content.reason],
    ['送件日期', report.sentAt ? rocDay(taiwanDay(report.sentAt)) : ''],
    ...(report.inForce && report.decidedAt
      ? [['核准日期', rocDay(taiwanDay(report.decidedAt))] as [string, string]]
      : []),
    ...(report.ownCounty ? [['審查機關', `${zh(counties[report.ownCounty])}衛生局`] as [string, string]] : []),
  ]
  return {
    title: report.inForce ? '醫事人員報備支援核准證明' : '醫事人員報備支援申請書',
    facts,
    notes: [...told, `列印日期：${rocDay(taiwanDay(now))}`],
    verifyAddress,
    verifyText: '掃描此碼可查驗本件目前的狀態。狀態以查驗結果為準；查驗頁面不顯示個人資料。',
  }
}

/** `115.12.01` */
const rocDay = (day: string | null): string => {
  const [year = '', month = '', date = ''] = (day ?? '').split('-')
  return day === null ? '' : `${Number(year) - 1911}.${month}.${date}`
}

const hoursText = (weekly: readonly WeeklyHours[]): string =>
  inOrder(weekly)
    .map(({ weekday, from, until }) => `${weekdays[weekday].zhTW} ${from} 至 ${until}`)
    .join('\n')

/** For whoever has the form: the state, and nothing else. Errors: ERR_REQUEST_NOT_FOUND. */
export function verifyReport({
  database: { query },
}: Pick<SupportReportParts, 'database'>): Handler<'GET /api/support-reports/verify'> {
  return {
    event: 'verify-support-report',
    async handle({ request: { code }, now }) {
      const report = await findVerified(query, code)
      if (!report) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no form has this code')
      return { state: report.state, at: now.toISOString() }
    },
  }
}
