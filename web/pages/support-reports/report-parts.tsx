import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { counties } from '../../../core/portal/counties.ts'
import type { SupportReportView } from '../../../core/protocol/support-reports.ts'
import { consentSides } from '../../../core/support-reports/report.ts'
import { type RuleWeight, rulesOfWeight, supportRule, type SupportRule } from '../../../core/support-reports/rules.ts'
import { supportMove, type SupportState as State, supportStates } from '../../../core/support-reports/states.ts'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { describeContent, hoursText } from './describe-content.ts'
import { supportTexts } from './support-texts.ts'
import './support-reports.css'

/** A state in words; the colour says once more whether it is good, waits, or is over. */
export const SupportState = ({ state }: { state: State }): JSX.Element => (
  <span class="support-state" data-state={state}>
    {say(supportStates[state], useLanguage())}
  </span>
)

/** 已完成申辦流程的 N% */
export function ProgressLine({ percent }: { percent: number }): JSX.Element {
  const t = useTexts(supportTexts)
  return (
    <div class="support-progress" data-progress={percent}>
      <p id="support-progress">{t.progress(percent)}</p>
      <progress max={100} value={percent} aria-labelledby="support-progress" />
    </div>
  )
}

/** What a report says. */
export function ReportFacts({ report }: { report: SupportReportView }): JSX.Element {
  const t = useTexts(supportTexts)
  const language = useLanguage()
  const { practitioner, number, state, content, sentAt, decidedAt, copies, reason } = report
  return (
    <Facts
      facts={[
        [t.number, number ?? t.noNumber],
        [t.state, <SupportState key="state" state={state} />],
        [t.practitioner, `${practitioner.name} ${practitioner.maskedIdNumber}`],
        ...describeContent(content, report, language).map(({ name, text }) => [name, text || t.empty] as const),
        [t.sentAt, sentAt && <DateTime key="sent" iso={sentAt} />],
        [t.decidedAt, decidedAt && <DateTime key="decided" iso={decidedAt} />],
        [t.copies, copies.length > 0 ? copies.map((county) => say(counties[county], language)).join('、') : null],
        [t.reason, reason],
      ]}
    />
  )
}

const tones = { refuses: 'danger', warns: 'warning', tells: 'info' } as const

/** What the law says of a report; `recorded` adds what it was warned of when it was sent. */
export function LawPart({
  report,
  recorded = false,
}: {
  report: SupportReportView
  recorded?: boolean
}): JSX.Element | null {
  const t = useTexts(supportTexts)
  const language = useLanguage()
  const { rules, overlaps, unprintable, warnings } = report
  const all = recorded ? [...rules, ...warnings.filter((rule) => !rules.includes(rule))] : rules
  const unprintableNote = unprintable !== '' && (
    <Notice tone="danger">
      <p>{t.unprintable(Array.from(unprintable).join('、'))}</p>
    </Notice>
  )
  if (all.length === 0) return unprintableNote || null
  return (
    <section class="stack" aria-labelledby="support-law">
      <h3 id="support-law">{t.law}</h3>
      {(['refuses', 'warns', 'tells'] as const).map((weight) => (
        <RuleList key={weight} weight={weight} rules={rulesOfWeight(all, weight)}>
          {weight === 'warns' &&
            overlaps.map(({ number, hours }) => (
              <li key={number}>
                {number === null
                  ? t.overlapOwn(hoursText(hours, language))
                  : t.overlapOther(number, hoursText(hours, language))}
              </li>
            ))}
        </RuleList>
      ))}
      {unprintableNote}
      <p class="quiet">{t.lawOf}</p>
    </section>
  )
}

function RuleList({
  weight,
  rules,
  children,
}: {
  weight: RuleWeight
  rules: readonly SupportRule[]
  children: JSX.Element[] | false
}): JSX.Element | null {
  const t = useTexts(supportTexts)
  const language = useLanguage()
  if (rules.length === 0) return null
  return (
    <Notice tone={tones[weight]}>
      <p>
        <strong>{t[weight]}</strong>
      </p>
      <ul data-rules={weight}>
        {rules.map((rule) => {
          const { article, says } = supportRule(rule)
          return (
            <li key={rule} data-rule={rule}>
              {say(says, language)} <span class="quiet">{say(article, language)}</span>
            </li>
          )
        })}
        {children}
      </ul>
    </Notice>
  )
}

export function ConsentTable({ report: { consents } }: { report: SupportReportView }): JSX.Element | null {
  const t = useTexts(supportTexts)
  const language = useLanguage()
  if (consents.length === 0) return null
  return (
    <DataTable
      caption={t.consents}
      rows={consents}
      rowKey={({ side }) => side}
      columns={[
        { key: 'side', title: t.side, isRowHeader: true, text: ({ side }) => say(consentSides[side], language) },
        {
          key: 'institution',
          title: t.institution,
          text: ({ institution }) => `${institution.code} ${institution.name}`,
        },
        { key: 'answer', title: t.state, text: ({ answer }) => (answer === null ? t.consentWaits : t[answer]) },
        {
          key: 'at',
          title: t.at,
          cell: ({ answeredAt }) => answeredAt && <DateTime iso={answeredAt} />,
        },
        { key: 'why', title: t.why, text: ({ reason }) => reason },
      ]}
    />
  )
}

export function HistoryTable({ report: { number, history } }: { report: SupportReportView }): JSX.Element | null {
  const t = useTexts(supportTexts)
  const language = useLanguage()
  if (history.length === 0) return null
  const actor = { applicant: t.practitioner, reviewer: t.bureau, job: t.system }
  return (
    <DataTable
      caption={t.historyOf(number ?? '')}
      rows={history}
      rowKey={({ version }) => String(version)}
      columns={[
        { key: 'at', title: t.at, isRowHeader: true, cell: ({ at }) => <DateTime iso={at} /> },
        { key: 'step', title: t.step, text: ({ move }) => say(supportMove(move).label, language) },
        { key: 'by', title: t.by, text: ({ move, by }) => by ?? actor[supportMove(move).by] },
        { key: 'why', title: t.why, text: ({ reason }) => reason },
      ]}
    />
  )
}
