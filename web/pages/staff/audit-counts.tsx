import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
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
  const call = useSignedInCall()
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
                exportedAs={{
                  name: 'audit-counts',
                  rows: () =>
                    everyPage(async (page) => {
                      const part = await call('GET /api/audit/counts', { page: String(page) })
                      return { rows: part.counts, more: part.more }
                    }),
                }}
                rowKey={(row) => [row.minute, row.network, row.platform, row.event, row.step, row.code].join(' ')}
                columns={[
                  { key: 'network', title: t.network, isRowHeader: true, text: ({ network }) => network },
                  {
                    key: 'at',
                    title: t.at,
                    text: ({ minute }) => minute,
                    cell: ({ minute }) => <DateTime iso={minute} />,
                  },
                  {
                    key: 'event',
                    title: t.event,
                    text: ({ event }) => event,
                    cell: ({ event }) => <code>{event}</code>,
                  },
                  { key: 'step', title: t.step, text: ({ step }) => step, cell: ({ step }) => <code>{step}</code> },
                  {
                    key: 'code',
                    title: t.code,
                    text: ({ code }) => code,
                    cell: ({ code }) => <span class="staff-code">{code}</span>,
                  },
                  { key: 'count', title: t.count, text: ({ count }) => count },
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
