import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { linkSection } from '../../../core/portal/links.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { LinkRecord } from '../../../core/protocol/links.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { LinkDialog } from './link-dialog.tsx'
import { linkTexts } from './link-texts.ts'
import { RecordHistory } from './record-history.tsx'
import { recordTexts } from './record-texts.ts'
import { changedColumn, daysColumn } from './record-columns.tsx'
import { StaffPage } from './staff-page.tsx'
import { staffTexts } from './staff-texts.ts'

/** 首頁連結作業: what 友善連結 shows. */
export const StaffLinksPage = (): JSX.Element => <StaffPage path="/staff/links">{() => <Links />}</StaffPage>

function Links(): JSX.Element {
  const t = useTexts(linkTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const { clock } = useServices()
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/staff/links', {})
  const [open, setOpen] = useState<{ readonly link?: LinkRecord }>()
  const [history, setHistory] = useState<LinkRecord>()
  const [done, setDone] = useState<string>()
  const close = () => setOpen(undefined)
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ links }) => (
          <section class="box stack" aria-labelledby="links">
            <div class="staff-head">
              <h2 id="links">{t.list}</h2>
              <Button kind="primary" onClick={() => setOpen({})}>
                {t.add}
              </Button>
            </div>
            <DataTable
              caption={t.caption(links.length)}
              exportedAs={{ name: 'links' }}
              rows={links}
              rowKey={({ id }) => id}
              columns={[
                { key: 'name', title: t.name, isRowHeader: true, text: ({ name }) => name },
                { key: 'section', title: t.section, text: ({ section }) => say(linkSection(section).label, language) },
                { key: 'position', title: r.position, text: ({ position }) => position },
                daysColumn(r.days, r.noEnd),
                changedColumn(r.changed),
                {
                  key: 'actions',
                  title: s.actions,
                  cell: (link) => (
                    <div class="row">
                      <Button label={s.changeOf(link.name)} onClick={() => setOpen({ link })}>
                        {s.change}
                      </Button>
                      <Button kind="quiet" label={r.historyOf(link.name)} onClick={() => setHistory(link)}>
                        {r.history}
                      </Button>
                    </div>
                  ),
                },
              ]}
            />
          </section>
        )}
      </LoadedPart>
      {open && (
        <LinkDialog
          link={open.link}
          today={taiwanDay(new Date(clock.seconds() * 1000))}
          onClose={close}
          onSave={async (facts) => {
            const { link } = open
            take(
              link
                ? await call('PUT /api/staff/links', { ...facts, id: link.id, version: link.version })
                : await call('POST /api/staff/links', facts),
            )
            close()
            setDone(link ? s.changed(facts.name) : r.added(facts.name))
          }}
        />
      )}
      {history && <LinkHistory link={history} onClose={() => setHistory(undefined)} />}
    </>
  )
}

function LinkHistory({ link: { id, name }, onClose }: { link: LinkRecord; onClose: () => void }): JSX.Element {
  const r = useTexts(recordTexts)
  const t = useTexts(linkTexts)
  const { section, address, contact, phone } = t
  const { position, fromDay, untilDay } = r
  const names: Readonly<Record<string, string>> = {
    section,
    name: t.name,
    address,
    contact,
    phone,
    position,
    fromDay,
    untilDay,
  }
  const { loaded, ask } = useAnswer('GET /api/staff/links/history', { id })
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
