import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { AuditRow } from '../../../core/protocol/audit-log.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFile } from '../../state/save-file.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { emptyFilter, type FilterField, filterFields, toFilter, type TypedFilter, wrongFields } from './audit-filter.ts'
import { auditTexts, staffTexts } from './staff-texts.ts'

interface Found {
  readonly filter: TypedFilter
  readonly rows: readonly AuditRow[]
  readonly more: boolean
}

/** The search, what it found, and its export. */
export function AuditRows(): JSX.Element {
  const t = useTexts(auditTexts)
  const s = useTexts(staffTexts)
  const call = useSignedInCall()
  const { clock } = useServices()
  const { change, run } = useChange()
  const [typed, setTyped] = useState(emptyFilter)
  const [tried, setTried] = useState(0)
  const [found, setFound] = useState<Found>()
  const [done, setDone] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  useFocusOnFault(form, tried)
  const wrong = wrongFields(typed)
  const working = change.state === 'working'

  const search = (filter: TypedFilter, before: readonly AuditRow[] = []) =>
    run(async () => {
      const after = before.at(-1)?.id
      const page = await call('POST /api/audit/search', { ...toFilter(filter), ...(after !== undefined && { after }) })
      setFound({ filter, rows: [...before, ...page.rows], more: page.more })
    })
  const save = () =>
    run(async () => {
      const { csv, rows, more } = await call('POST /api/audit/export', toFilter(typed))
      saveFile(`audit-${taiwanDay(new Date(clock.milliseconds()))}.csv`, csv, 'text/csv')
      setDone(more ? t.exportedPart(rows) : t.exported(rows))
    })
  const tryTo = (work: () => Promise<void>) => {
    setTried(tried + 1)
    setDone(undefined)
    if (wrong.length === 0) void work()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    tryTo(() => search(typed))
  }
  return (
    <>
      <p>{t.lead}</p>
      <form class="box stack" noValidate role="search" autocomplete="off" onSubmit={submit} ref={form}>
        <div class="staff-fields">
          {filterFields.map((field) => (
            <Field
              key={field}
              field={field}
              value={typed[field]}
              isWrong={tried > 0 && wrong.includes(field)}
              onInput={(value) => setTyped({ ...typed, [field]: value })}
            />
          ))}
        </div>
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {working ? s.working : s.search}
          </Button>
          <Button disabled={working} onClick={() => tryTo(save)}>
            {t.export}
          </Button>
        </div>
      </form>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div role="status">{found?.rows.length === 0 && <p>{s.none}</p>}</div>
      {found && found.rows.length > 0 && (
        <section class="box stack" aria-label={t.caption(found.rows.length)}>
          <AuditTable rows={found.rows} />
          {found.more && (
            <Button disabled={working} onClick={() => void search(found.filter, found.rows)}>
              {s.more}
            </Button>
          )}
        </section>
      )}
    </>
  )
}

function Field({
  field,
  value,
  isWrong,
  onInput,
}: {
  field: FilterField
  value: string
  isWrong: boolean
  onInput: (value: string) => void
}): JSX.Element {
  const t = useTexts(auditTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const isDay = field === 'from' || field === 'until'
  const hints: Partial<Record<FilterField, string>> = { event: t.eventHint, idNumber: t.idNumberHint }
  return (
    <TextField
      id={`audit-${field}`}
      type={isDay ? 'date' : 'text'}
      label={t[field]}
      hint={isDay && value !== '' ? s.day(formatDay(value, language)) : hints[field]}
      error={isWrong ? t.wrong : undefined}
      autocomplete="off"
      spellcheck={false}
      maxLength={64}
      value={value}
      onInput={onInput}
    />
  )
}

function AuditTable({ rows }: { rows: readonly AuditRow[] }): JSX.Element {
  const t = useTexts(auditTexts)
  return (
    <DataTable
      caption={t.caption(rows.length)}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'event', title: t.event, isRowHeader: true, cell: ({ event }) => <code>{event}</code> },
        { key: 'at', title: t.at, cell: ({ at }) => <DateTime iso={at} /> },
        { key: 'who', title: t.who, cell: ({ person }) => person && `${person.name} ${person.maskedIdNumber}`.trim() },
        { key: 'where', title: t.where, cell: ({ institution }) => institution },
        {
          key: 'outcome',
          title: t.outcome,
          cell: ({ code, step }) =>
            code === null ? t.done : <span class="staff-code">{[code, step].filter(Boolean).join(' / ')}</span>,
        },
        { key: 'address', title: t.address, cell: ({ address }) => address },
        {
          key: 'detail',
          title: t.detail,
          cell: ({ detail }) => <span class="staff-code">{detailText(detail)}</span>,
        },
        { key: 'seal', title: t.seal, cell: ({ block }) => block ?? t.notSealed },
      ]}
    />
  )
}

const detailText = (detail: AuditRow['detail']): string =>
  Object.entries(detail ?? {})
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
