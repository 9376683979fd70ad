import type { ClaimsFile } from '../../../core/protocol/claims.ts'
import type { Column } from '../../components/column.ts'
import { DateTime, formatDateTime } from '../../components/date-time.tsx'

/** What says which file it is: its name, and when it was received. */
export const claimsFileColumns = (t: {
  readonly name: string
  readonly receivedAt: string
}): readonly Column<ClaimsFile>[] => [
  { key: 'name', title: t.name, isRowHeader: true, text: ({ name }) => name },
  {
    key: 'received',
    title: t.receivedAt,
    text: ({ receivedAt }) => (receivedAt ? formatDateTime(receivedAt, 'en') : ''),
    cell: ({ receivedAt }) => receivedAt && <DateTime iso={receivedAt} />,
  },
]
