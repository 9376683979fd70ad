import type { Column } from '../../components/column.ts'
import { DateTime, Day, formatDateTime } from '../../components/date-time.tsx'

interface InForce {
  /** ISO 8601 day. */
  readonly fromDay: string
  readonly untilDay: string | null
}

/** From which day to which a record is shown. `noEnd` stands for a last day that is not set. */
export const daysColumn = <R extends InForce>(title: string, noEnd: string): Column<R> => ({
  key: 'days',
  title,
  text: ({ fromDay, untilDay }) => `${fromDay} – ${untilDay ?? noEnd}`,
  cell: ({ fromDay, untilDay }) => (
    <>
      <Day iso={fromDay} /> – {untilDay === null ? noEnd : <Day iso={untilDay} />}
    </>
  ),
})

interface Changed {
  readonly changedBy: string
  /** ISO 8601. */
  readonly changedAt: string
}

/** Who changed a record last, and when. */
export const changedColumn = <R extends Changed>(title: string): Column<R> => ({
  key: 'changed',
  title,
  text: ({ changedBy, changedAt }) => `${changedBy} ${formatDateTime(changedAt, 'en')}`,
  cell: ({ changedBy, changedAt }) => (
    <>
      {changedBy} <DateTime iso={changedAt} />
    </>
  ),
})

/** When something was done. */
export const atColumn = <R extends { readonly at: string }>(title: string): Column<R> => ({
  key: 'at',
  title,
  text: ({ at }) => formatDateTime(at, 'en'),
  cell: ({ at }) => <DateTime iso={at} />,
})
