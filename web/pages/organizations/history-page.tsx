import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { eventTexts, historyTexts } from './history-texts.ts'
import { OrganizationPage } from './organization-page.tsx'
import { serviceName } from './service-groups.ts'

/** 異動紀錄: who did what at the institution. */
export const HistoryPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/history">{() => <History />}</OrganizationPage>
)

type Entry = RouteAnswer<'GET /api/organizations/history'>['entries'][number]

function History(): JSX.Element {
  const t = useTexts(historyTexts)
  const language = useLanguage()
  const { loaded, ask } = useAnswer('GET /api/organizations/history', {})
  const about = ({ person, service, vendor }: Entry) =>
    [person, service && serviceName(service, language), vendor].filter(Boolean).join(language === 'en' ? ', ' : '、')
  return (
    <>
      <p>{t.lead}</p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ entries, page, pages }) =>
          entries.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <section class="box stack" aria-label={t.caption(page, pages)}>
              <DataTable
                caption={t.caption(page, pages)}
                rows={entries.map((entry, at) => ({ ...entry, key: `${page}-${at}` }))}
                rowKey={({ key }) => key}
                columns={[
                  {
                    key: 'event',
                    title: t.event,
                    isRowHeader: true,
                    cell: ({ event }) => say(eventTexts[event], language),
                  },
                  { key: 'about', title: t.about, cell: about },
                  { key: 'actor', title: t.actor, cell: ({ actor }) => actor ?? t.noActor },
                  { key: 'at', title: t.at, cell: ({ at }) => <DateTime iso={at} /> },
                ]}
              />
              <Paging page={page} pages={pages} onGo={(page) => void ask({ page: String(page) })} />
            </section>
          )
        }
      </LoadedPart>
    </>
  )
}
