import type { JSX } from 'preact'
import type { RuleCount } from '../../../core/claims/check.ts'
import { findingInWords } from '../../../core/claims/error-list.ts'
import { BarChart } from '../../components/bar-chart.tsx'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { claimsTexts } from './claims-texts.ts'

const mostBars = 15

/** Which rules are broken, and how often: as a chart, and as a table from which one can be chosen. */
export function RuleTable({
  rules,
  onShow,
}: {
  rules: readonly RuleCount[]
  onShow?: (rule: string) => void
}): JSX.Element | null {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  if (rules.length === 0) return null
  const most = rules.toSorted((a, b) => b.count - a.count).slice(0, mostBars)
  return (
    <>
      <BarChart label={t.chart} bars={most.map(({ rule, count }) => ({ name: rule, count }))} />
      <DataTable
        caption={t.rules}
        rows={rules}
        rowKey={({ rule }) => rule}
        exportedAs={{ name: 'claims-rules' }}
        columns={[
          { key: 'rule', title: t.rule, isRowHeader: true, text: ({ rule }) => rule },
          {
            key: 'severity',
            title: t.severity,
            text: ({ severity }) => (severity === 'error' ? t.error : t.warning),
          },
          { key: 'count', title: t.count, text: ({ count }) => count },
          { key: 'text', title: t.text, text: (it) => findingInWords(it, language).rule },
          { key: 'source', title: t.source, text: (it) => findingInWords(it, language).source },
          ...(onShow
            ? [
                {
                  key: 'show',
                  title: t.actions,
                  cell: ({ rule }: RuleCount) => (
                    <Button label={t.showOf(rule)} onClick={() => onShow(rule)}>
                      {t.show}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
