import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, formatDateTime } from '../../components/date-time.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { eventTexts, historyTexts } from './history-texts.ts'
import { OrganizationPage } from './organization-page.tsx'
import { serviceName } from './service-groups.ts'

/** 異動紀錄: who did what at the institution. */
export const HistoryPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/history">{() => <History />}</OrganizationPage>
)

type Entry = RouteAnswer<'GET /api/organizations/history'>['entries'][number]

const keyed = (entries: readonly Entry[], page: number) =>
  entries.map((entry, at) => Object.assign({ key: `${page}-${at}` }, entry))

function History(): JSX.Element {
  const t = useTexts(historyTexts)
  const language = useLanguage()
  const call = useSignedInCall()
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
                rows={keyed(entries, page)}
                rowKey={({ key }) => key}
                exportedAs={{
                  name: 'history',
                  rows: () =>
                    everyPage(async (number) => {
                      const part = await call('GET /api/organizations/history', { page: String(number) })
                      return { rows: keyed(part.entries, number), more: number < part.pages }
                    }),
                }}
                columns={[
                  {
                    key: 'event',
                    title: t.event,
                    isRowHeader: true,
                    text: ({ event }) => say(eventTexts[event], language),
                  },
                  { key: 'about', title: t.about, text: about },
                  { key: 'actor', title: t.actor, text: ({ actor }) => actor ?? t.noActor },
                  {
                    key: 'at',
                    title: t.at,
                    text: ({ at }) => formatDateTime(at, 'en'),
                    cell: ({ at }) => <DateTime iso={at} />,
                  },
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
