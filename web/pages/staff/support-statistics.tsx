import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { monthsBefore, taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { SupportStatistics as Counts } from '../../../core/protocol/support-reports.ts'
import { professions } from '../../../core/support-reports/report.ts'
import { BarChart } from '../../components/bar-chart.tsx'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { supportTexts } from '../support-reports/support-texts.ts'
import { reviewTexts } from './support-review-texts.ts'

/** Approved reports of the own county: per month, profession and institution. */
export function SupportStatistics(): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const { clock } = useServices()
  const today = taiwanDay(new Date(clock.milliseconds()))
  const [fromMonth, setFromMonth] = useState(monthsBefore(today, 5).slice(0, 7))
  const [untilMonth, setUntilMonth] = useState(monthsBefore(today, -6).slice(0, 7))
  const [tried, setTried] = useState(false)
  const { loaded, ask } = useAnswer('GET /api/staff/support-reports/statistics', { fromMonth, untilMonth })
  const isRight = fromMonth !== '' && untilMonth >= fromMonth
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isRight) void ask({ fromMonth, untilMonth })
  }
  return (
    <>
      <form class="box stack" role="search" noValidate onSubmit={submit}>
        <div class="support-two">
          <TextField
            id="from-month"
            type="month"
            label={t.fromMonth}
            required
            value={fromMonth}
            onInput={setFromMonth}
          />
          <TextField
            id="until-month"
            type="month"
            label={t.untilMonth}
            required
            error={tried && !isRight ? t.monthsWrong : undefined}
            value={untilMonth}
            onInput={setUntilMonth}
          />
        </div>
        <div class="row">
          <Button kind="primary" submit>
            {s.search}
          </Button>
        </div>
      </form>
      <LoadedPart loaded={loaded} retry={() => void ask({ fromMonth, untilMonth })}>
        {({ counts }) => (counts.length === 0 ? <p role="status">{s.none}</p> : <Shown counts={counts} />)}
      </LoadedPart>
    </>
  )
}

interface Bar {
  readonly name: string
  readonly count: number
}

/** Added up by a name, in the order of their first appearance. */
function addUp(counts: Counts['counts'], nameOf: (count: Counts['counts'][number]) => string): Bar[] {
  const sums = new Map<string, number>()
  for (const it of counts) sums.set(nameOf(it), (sums.get(nameOf(it)) ?? 0) + it.count)
  return Array.from(sums, ([name, count]) => ({ name, count }))
}

function Shown({ counts }: Counts): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const monthOf = (month: string) => {
    const [year = '', at = ''] = month.split('-')
    return language === 'en' ? month : `${Number(year) - 1911}.${at}`
  }
  const professionOf = ({ profession }: Counts['counts'][number]) => say(professions[profession], language)
  const lists = [
    { key: 'month', title: t.perMonth, name: t.month, bars: addUp(counts, ({ month }) => monthOf(month)) },
    { key: 'profession', title: t.perProfession, name: s.profession, bars: addUp(counts, professionOf) },
    {
      key: 'institution',
      title: t.perInstitution,
      name: s.supported,
      bars: addUp(counts, ({ institution }) => institution).toSorted((a, b) => b.count - a.count),
    },
  ]
  return (
    <>
      {lists.map(({ key, title, name, bars }) => (
        <section key={key} class="box stack" aria-labelledby={`statistics-${key}`} data-statistics={key}>
          <h2 id={`statistics-${key}`}>{title}</h2>
          <BarChart label={t.chart(title)} bars={bars.slice(0, 24)} />
          <DataTable
            caption={title}
            rows={bars}
            rowKey={(bar) => bar.name}
            exportedAs={{ name: `support-${key}` }}
            columns={[
              { key: 'name', title: name, isRowHeader: true, text: (bar) => bar.name },
              { key: 'count', title: t.count, text: ({ count }) => count },
            ]}
          />
        </section>
      ))}
    </>
  )
}
