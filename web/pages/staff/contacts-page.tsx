import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { contactCategories, type ContactCategory, contactCategoryCodes } from '../../../core/portal/contacts.ts'
import { type Department, departmentCodes, departments } from '../../../core/portal/departments.ts'
import { everywhere } from '../../../core/portal/staff-roles.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { ContactRecord } from '../../../core/protocol/contacts.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, Day, formatDateTime } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { Select } from '../../components/select.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { SearchForm } from '../announcements/search-form.tsx'
import { ContactDialog } from './contact-dialog.tsx'
import { contactTexts } from './contact-texts.ts'
import { RecordHistory } from './record-history.tsx'
import { recordTexts } from './record-texts.ts'
import { StaffPage } from './staff-page.tsx'
import { staffTexts } from './staff-texts.ts'
import '../announcements/announcements.css'

/** 聯絡窗口維護作業: 資訊組 all, 署本部組室 its own. */
export const StaffContactsPage = (): JSX.Element => (
  <StaffPage path="/staff/contacts">{(view) => <Contacts own={ownOf(view)} />}</StaffPage>
)

/** The offices whose contacts the person keeps. */
function ownOf(view: SessionView): readonly Department[] {
  const scope = authorize('maintain-contacts', view)
  if (scope?.kind !== 'areas') return []
  const { areas } = scope
  return areas === everywhere ? departmentCodes : departmentCodes.filter((code) => areas.includes(code))
}

function Contacts({ own }: { own: readonly Department[] }): JSX.Element {
  const t = useTexts(contactTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const { clock } = useServices()
  const call = useSignedInCall()
  const [search, setSearch] = useState<{ category?: ContactCategory; words?: string; page?: string }>({})
  const { loaded, ask } = useAnswer('GET /api/staff/contacts', search)
  const [open, setOpen] = useState<{ readonly contact?: ContactRecord }>()
  const [history, setHistory] = useState<ContactRecord>()
  const [done, setDone] = useState<string>()
  const close = () => setOpen(undefined)
  const look = (wanted: typeof search) => {
    setSearch(wanted)
    void ask(wanted)
  }
  const { category, words = '' } = search
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <section class="box stack" aria-labelledby="contacts">
        <div class="staff-head">
          <h2 id="contacts">{t.list}</h2>
          <Button kind="primary" onClick={() => setOpen({})}>
            {t.add}
          </Button>
        </div>
        <Select
          id="contacts-category"
          label={t.category}
          options={[
            { value: '', label: t.anyCategory },
            ...contactCategoryCodes.map((value) => ({ value, label: say(contactCategories[value].label, language) })),
          ]}
          value={category ?? ''}
          onChange={(value) => {
            const chosen = contactCategoryCodes.find((code) => code === value)
            look({ ...(chosen && { category: chosen }), words })
          }}
        />
        <SearchForm
          id="contacts-words"
          label={t.words}
          words={words}
          hint={t.wordsHint}
          onSearch={(words) => look({ ...(category && { category }), words })}
        />
        <LoadedPart loaded={loaded} retry={() => look(search)}>
          {({ contacts, page, pages, total }) => (
            <>
              <DataTable
                caption={t.caption(total)}
                exportedAs={{
                  name: 'contacts',
                  rows: () =>
                    everyPage(async (number) => {
                      const part = await call('GET /api/staff/contacts', { ...search, page: String(number) })
                      return { rows: part.contacts, more: number < part.pages }
                    }),
                }}
                rows={contacts}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'name', title: t.name, isRowHeader: true, text: ({ name }) => name },
                  {
                    key: 'item',
                    title: t.item,
                    text: ({ item, category }) => `${item} ${say(contactCategories[category].label, language)}`,
                    cell: (contact) => (
                      <>
                        {contact.item}
                        <span class="quiet"> {say(contactCategories[contact.category].label, language)}</span>
                      </>
                    ),
                  },
                  { key: 'unit', title: t.unit, text: ({ organization, unit }) => `${organization} ${unit}` },
                  { key: 'phone', title: t.phone, text: ({ phone }) => phone },
                  {
                    key: 'department',
                    title: t.department,
                    text: ({ department }) => say(departments[department], language),
                  },
                  {
                    key: 'days',
                    title: r.daysAndChange,
                    text: ({ fromDay, untilDay, changedBy, changedAt }) =>
                      `${fromDay} – ${untilDay ?? r.noEnd}, ${changedBy} ${formatDateTime(changedAt, 'en')}`,
                    cell: ({ fromDay, untilDay, changedBy, changedAt }) => (
                      <>
                        <Day iso={fromDay} /> – {untilDay ? <Day iso={untilDay} /> : r.noEnd}
                        <br />
                        <span class="quiet">
                          {changedBy} <DateTime iso={changedAt} />
                        </span>
                      </>
                    ),
                  },
                  {
                    key: 'actions',
                    title: s.actions,
                    cell: (contact) => (
                      <div class="row">
                        <Button label={s.changeOf(contact.name)} onClick={() => setOpen({ contact })}>
                          {s.change}
                        </Button>
                        <Button kind="quiet" label={r.historyOf(contact.name)} onClick={() => setHistory(contact)}>
                          {r.history}
                        </Button>
                      </div>
                    ),
                  },
                ]}
              />
              <Paging page={page} pages={pages} onGo={(to) => look({ ...search, page: String(to) })} />
            </>
          )}
        </LoadedPart>
      </section>
      {open && (
        <ContactDialog
          contact={open.contact}
          own={own}
          today={taiwanDay(new Date(clock.seconds() * 1000))}
          onClose={close}
          onSave={async (facts) => {
            const { contact } = open
            await (contact
              ? call('PUT /api/staff/contacts', { ...facts, id: contact.id, version: contact.version })
              : call('POST /api/staff/contacts', facts))
            close()
            setDone(contact ? s.changed(facts.name) : r.added(facts.name))
            void ask(search)
          }}
        />
      )}
      {history && <ContactHistory contact={history} onClose={() => setHistory(undefined)} />}
    </>
  )
}

function ContactHistory({
  contact: { id, name },
  onClose,
}: {
  contact: ContactRecord
  onClose: () => void
}): JSX.Element {
  const t = useTexts(contactTexts)
  const { position, fromDay, untilDay } = useTexts(recordTexts)
  const { category, item, organization, unit, phone, department } = t
  const names: Readonly<Record<string, string>> = {
    category,
    item,
    organization,
    unit,
    name: t.name,
    phone,
    department,
    position,
    fromDay,
    untilDay,
  }
  const { loaded, ask } = useAnswer('GET /api/staff/contacts/history', { id })
  return (
    <RecordHistory
      name={name}
      loaded={loaded}
      retry={() => void ask()}
      nameOf={(field) => names[field] ?? field}
      onClose={onClose}
    />
  )
}
