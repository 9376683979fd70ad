import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { auditTexts } from './staff-texts.ts'

const texts = {
  newer: { zhTW: '較新', en: 'Newer' },
  older: { zhTW: '較舊', en: 'Older' },
  none: { zhTW: '沒有紀錄。', en: 'There is none.' },
}

/** Refusals that have no row of their own, newest first. */
export function AuditCounts(): JSX.Element {
  const t = useTexts(auditTexts)
  const w = useTexts(texts)
  const { loaded, ask } = useAnswer('GET /api/audit/counts', {})
  const [page, setPage] = useState(1)
  const go = (to: number) => {
    setPage(to)
    void ask({ page: String(to) })
  }
  return (
    <>
      <p>{t.countsLead}</p>
      <LoadedPart loaded={loaded} retry={() => go(page)}>
        {({ counts, more }) => (
          <section class="box stack" aria-label={t.counts}>
            {counts.length === 0 ? (
              <p>{w.none}</p>
            ) : (
              <DataTable
                caption={t.caption(counts.length)}
                rows={counts}
                rowKey={(row) => [row.minute, row.network, row.platform, row.event, row.step, row.code].join(' ')}
                columns={[
                  { key: 'network', title: t.network, isRowHeader: true, cell: ({ network }) => network },
                  { key: 'at', title: t.at, cell: ({ minute }) => <DateTime iso={minute} /> },
                  { key: 'event', title: t.event, cell: ({ event }) => <code>{event}</code> },
                  { key: 'step', title: t.step, cell: ({ step }) => <code>{step}</code> },
                  { key: 'code', title: t.code, cell: ({ code }) => <span class="staff-code">{code}</span> },
                  { key: 'count', title: t.count, cell: ({ count }) => count },
                ]}
              />
            )}
            {(page > 1 || more) && (
              <div class="row">
                <Button disabled={page === 1} onClick={() => go(page - 1)}>
                  {w.newer}
                </Button>
                <Button disabled={!more} onClick={() => go(page + 1)}>
                  {w.older}
                </Button>
              </div>
            )}
          </section>
        )}
      </LoadedPart>
    </>
  )
}
