import type { JSX } from 'preact'
import type { ContactPage } from '../../../core/protocol/contacts.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Paging } from '../../components/paging.tsx'
import { useTexts } from '../../state/language.ts'
import { contactsTexts } from './contacts-texts.ts'

/** A page of contacts, and the way to the others. */
export function ContactTable({
  found: { contacts, page, pages, total },
  withItem,
  onPage,
}: {
  found: ContactPage
  /** Whether they are of several service items. */
  withItem: boolean
  onPage: (page: number) => void
}): JSX.Element {
  const t = useTexts(contactsTexts)
  if (total === 0) return <p role="status">{t.none}</p>
  type Row = (typeof contacts)[number]
  const column = (key: 'item' | 'organization' | 'unit' | 'phone') => ({
    key,
    title: t[key],
    cell: (row: Row) => row[key],
  })
  return (
    <>
      <p class="quiet" role="status">
        {t.found(total)}
      </p>
      <DataTable
        caption={t.table}
        rows={contacts}
        rowKey={({ id }) => id}
        columns={[
          ...(withItem ? [column('item')] : []),
          column('organization'),
          column('unit'),
          { key: 'name', title: t.name, isRowHeader: true, cell: ({ name }) => name },
          column('phone'),
        ]}
      />
      <Paging page={page} pages={pages} onGo={onPage} />
    </>
  )
}
