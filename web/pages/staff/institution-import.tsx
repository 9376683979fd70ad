import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { divisions } from '../../../core/portal/divisions.ts'
import { importFaults, importKinds } from '../../../core/portal/institution-import.ts'
import { institutionTypes } from '../../../core/portal/institution-types.ts'
import type { ImportCheck } from '../../../core/protocol/institution-imports.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { FileButton } from '../../components/file-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { importTexts } from './import-texts.ts'

/** 批次匯入: a file is chosen and checked; what it would do is shown, and done when it is confirmed. */
export function InstitutionImport(): JSX.Element {
  const t = useTexts(importTexts)
  const call = useSignedInCall()
  const [checked, setChecked] = useState<ImportCheck>()
  const [asks, setAsks] = useState(false)
  const [done, setDone] = useState<string>()
  const { change, run } = useChange()
  const working = change.state === 'working'
  const check = (file: File) => {
    setChecked(undefined)
    setDone(undefined)
    void run(async () => setChecked(await call('POST /api/staff/institution-imports', { name: file.name }, { file })))
  }
  const take = async ({ id, digest }: ImportCheck) => {
    const { new: added, changed, ended } = await call('POST /api/staff/institution-imports/confirm', { id, digest })
    setAsks(false)
    setChecked(undefined)
    setDone(t.taken(added, changed, ended))
  }
  return (
    <div class="stack">
      <p>{t.lead}</p>
      <div class="row">
        <FileButton id="import-file" accept=".csv" disabled={working} onFile={check}>
          {working ? t.checking : t.choose}
        </FileButton>
      </div>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {checked && <Check checked={checked} onTake={() => setAsks(true)} />}
      {checked && asks && (
        <ConfirmDialog
          title={t.confirmTitle}
          confirm={t.confirm}
          onClose={() => setAsks(false)}
          onConfirm={() => take(checked)}
        >
          <Counts counts={checked.counts} />
          {checked.counts.ended > 0 && (
            <Notice tone="warning">
              <p>{t.endsMany(checked.counts.ended)}</p>
            </Notice>
          )}
        </ConfirmDialog>
      )}
    </div>
  )
}

function Counts({ counts }: Pick<ImportCheck, 'counts'>): JSX.Element {
  const t = useTexts(importTexts)
  const language = useLanguage()
  const kinds = (['new', 'changed', 'ended', 'same'] as const).map(
    (kind) => [say(importKinds[kind], language), counts[kind].toLocaleString('en')] as const,
  )
  return (
    <Facts
      facts={[
        ...kinds,
        [t.faulty, counts.faulty.toLocaleString('en')],
        [t.odd, counts.odd > 0 && counts.odd.toLocaleString('en')],
      ]}
    />
  )
}

function Check({ checked, onTake }: { checked: ImportCheck; onTake: () => void }): JSX.Element {
  const t = useTexts(importTexts)
  const language = useLanguage()
  const { counts, faults, odd } = checked
  const isIdle = counts.new + counts.changed + counts.ended === 0
  return (
    <section class="box stack" aria-labelledby="import-check" data-import-check>
      <h3 id="import-check">{t.checked(checked.name, checked.rows)}</h3>
      <Counts counts={counts} />
      {counts.faulty > 0 && (
        <Notice tone="warning" live>
          <p>{t.hasFaults}</p>
        </Notice>
      )}
      {faults.length > 0 && (
        <DataTable
          caption={t.part(t.faulty, faults.length, counts.faulty)}
          rows={faults}
          rowKey={({ line }) => String(line)}
          exportedAs={{ name: 'import-faults' }}
          columns={[
            { key: 'line', title: t.line, isRowHeader: true, text: ({ line }) => line },
            { key: 'code', title: t.code, text: ({ code }) => code },
            {
              key: 'faults',
              title: t.faults,
              text: ({ faults: why }) => why.map((fault) => say(importFaults[fault], language)).join('；'),
            },
          ]}
        />
      )}
      {odd.length > 0 && (
        <Disclosure title={t.part(t.odd, odd.length, counts.odd)}>
          {() => (
            <>
              <p>{t.oddLead}</p>
              <p>{odd.map(({ line, code }) => t.oddLine(line, code)).join('、')}</p>
            </>
          )}
        </Disclosure>
      )}
      {(['ended', 'changed', 'new'] as const).map(
        (kind) =>
          checked[kind].length > 0 && (
            <Disclosure key={kind} title={t.part(say(importKinds[kind], language), checked[kind].length, counts[kind])}>
              {() => (
                <DataTable
                  caption={say(importKinds[kind], language)}
                  rows={checked[kind]}
                  rowKey={({ code }) => code}
                  exportedAs={{ name: `import-${kind}` }}
                  columns={[
                    { key: 'name', title: t.name, isRowHeader: true, text: ({ code, name }) => `${code} ${name}` },
                    { key: 'line', title: t.line, text: ({ line }) => line },
                    { key: 'type', title: t.type, text: ({ type }) => say(institutionTypes[type], language) },
                    { key: 'division', title: t.division, text: ({ division }) => say(divisions[division], language) },
                    {
                      key: 'fields',
                      title: t.fields,
                      text: ({ fields }) => fields.map((field) => t.fieldName(field)).join('、'),
                    },
                  ]}
                />
              )}
            </Disclosure>
          ),
      )}
      {counts.faulty === 0 && (
        <div class="row">
          {isIdle ? (
            <p>{t.nothing}</p>
          ) : (
            <Button kind="primary" onClick={onTake}>
              {t.confirm}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
