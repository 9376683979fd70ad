import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { divisions } from '../../../core/portal/divisions.ts'
import { institutionTypes } from '../../../core/portal/institution-types.ts'
import type { InstitutionRecord } from '../../../core/protocol/staff.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyAfter } from '../../state/every-row.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { importTexts } from './import-texts.ts'
import { InstitutionDialog } from './institution-dialog.tsx'
import { StaffPage } from './staff-page.tsx'
import { institutionTexts, staffTexts } from './staff-texts.ts'

/** 醫事機構維護: searched by code or name, and changed. */
export const InstitutionsPage = (): JSX.Element => (
  <StaffPage path="/staff/institutions">
    {(view) => (
      <>
        <Institutions />
        {authorize('import-institutions', view) && <Import />}
      </>
    )}
  </StaffPage>
)

const InstitutionImport = lazy(async () => (await import('./institution-import.tsx')).InstitutionImport, FetchingPart)

function Import(): JSX.Element {
  const t = useTexts(importTexts)
  return <Disclosure title={t.title}>{() => <InstitutionImport />}</Disclosure>
}

interface Found {
  readonly text: string
  readonly institutions: readonly InstitutionRecord[]
  readonly more: boolean
}

function Institutions(): JSX.Element {
  const t = useTexts(institutionTexts)
  const s = useTexts(staffTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found>()
  const [open, setOpen] = useState<InstitutionRecord>()
  const [done, setDone] = useState<string>()
  const search = (text: string, before: readonly InstitutionRecord[] = []) =>
    run(async () => {
      const after = before.at(-1)?.code
      const page = await call('GET /api/staff/institutions', { text, ...(after === undefined ? {} : { after }) })
      setFound({ text, institutions: [...before, ...page.institutions], more: page.more })
    })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setDone(undefined)
    if (text.trim() !== '') void search(text.trim())
  }
  return (
    <>
      <p>{t.lead}</p>
      <form class="box stack" role="search" onSubmit={submit}>
        <TextField
          id="institution-text"
          label={t.text}
          required
          autocomplete="off"
          maxLength={50}
          value={text}
          onInput={setText}
        />
        <div class="row">
          <Button kind="primary" submit disabled={change.state === 'working'}>
            {change.state === 'working' ? s.working : s.search}
          </Button>
        </div>
      </form>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div role="status">{found?.institutions.length === 0 && <p>{s.none}</p>}</div>
      {found && found.institutions.length > 0 && (
        <section class="box stack" aria-label={t.caption(found.institutions.length)}>
          <InstitutionTable
            institutions={found.institutions}
            allRows={() =>
              everyAfter<InstitutionRecord>(async (last) => {
                const after = last?.code
                const search = { text: found.text, many: 'yes', ...(after === undefined ? {} : { after }) } as const
                const { institutions, more } = await call('GET /api/staff/institutions', search)
                return { rows: institutions, more }
              })
            }
            onChange={setOpen}
          />
          {found.more && <Button onClick={() => void search(found.text, found.institutions)}>{s.more}</Button>}
        </section>
      )}
      {open && (
        <InstitutionDialog
          institution={open}
          onClose={() => setOpen(undefined)}
          onSave={async (change) => {
            const changed = await call('PUT /api/staff/institutions', change)
            setFound(
              found && {
                ...found,
                institutions: found.institutions.map((one) => (one.code === changed.code ? changed : one)),
              },
            )
            setOpen(undefined)
            setDone(s.changed(changed.name))
          }}
        />
      )}
    </>
  )
}

function InstitutionTable({
  institutions,
  allRows,
  onChange,
}: {
  institutions: readonly InstitutionRecord[]
  allRows: () => Promise<readonly InstitutionRecord[]>
  onChange: (institution: InstitutionRecord) => void
}): JSX.Element {
  const t = useTexts(institutionTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  return (
    <DataTable
      caption={t.caption(institutions.length)}
      rows={institutions}
      rowKey={({ code }) => code}
      exportedAs={{ name: 'institutions', rows: allRows }}
      columns={[
        { key: 'name', title: t.name, isRowHeader: true, text: ({ code, name }) => `${code} ${name}` },
        { key: 'type', title: t.type, text: ({ type }) => say(institutionTypes[type], language) },
        { key: 'division', title: t.division, text: ({ division }) => say(divisions[division], language) },
        { key: 'contracted', title: t.contracted, text: ({ contracted }) => (contracted ? t.yes : t.no) },
        {
          key: 'filesThrough',
          title: t.filesThrough,
          text: ({ filesThrough }) => filesThrough && `${filesThrough.code} ${filesThrough.name}`,
        },
        {
          key: 'actions',
          title: s.actions,
          cell: (institution) => (
            <Button label={s.changeOf(institution.name)} onClick={() => onChange(institution)}>
              {s.change}
            </Button>
          ),
        },
      ]}
    />
  )
}
