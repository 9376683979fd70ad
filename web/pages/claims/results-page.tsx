import type { JSX } from 'preact'
import { claimsStates } from '../../../core/claims/submission.ts'
import { say } from '../../../core/i18n/text.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useStore } from '../../state/use-store.ts'
import { claimsFileColumns } from './claims-file-columns.tsx'
import { ClaimsPage } from './claims-page.tsx'
import { claimsTexts } from './claims-texts.ts'

const ClaimsResult = lazy(async () => (await import('./claims-result.tsx')).ClaimsResult, FetchingPart)

/** 預檢醫療費用申報相關檔案下載: the files that were checked; `?id=` opens what was found in one. */
export const ClaimsResultsPage = (): JSX.Element => <ClaimsPage path="/claims/results">{() => <Results />}</ClaimsPage>

function Results(): JSX.Element {
  const id = new URLSearchParams(useStore(useServices().router).query).get('id')
  return id === null ? <List /> : <ClaimsResult id={id} />
}

function List(): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  const { loaded, ask } = useAnswer('GET /api/claims/files', {})
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {({ files, page, pages, total }) => (
        <section class="box stack" aria-label={t.list(total)}>
          {files.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <DataTable
              caption={t.list(total)}
              rows={files}
              rowKey={({ id }) => id}
              exportedAs={{ name: 'claims-results' }}
              columns={[
                ...claimsFileColumns(t),
                { key: 'state', title: t.state, text: ({ state }) => say(claimsStates[state], language) },
                {
                  key: 'findings',
                  title: t.findings,
                  text: ({ errors, warnings }) => (errors === null ? '' : `${errors} / ${warnings}`),
                },
                {
                  key: 'until',
                  title: t.keptUntil,
                  text: ({ expiresAt }) => expiresAt.slice(0, 10),
                  cell: ({ expiresAt }) => <Day iso={expiresAt} />,
                },
                {
                  key: 'actions',
                  title: t.actions,
                  cell: ({ id, name, errors }) =>
                    errors !== null && (
                      <Link to="/claims/results" query={`?id=${id}`}>
                        {t.look} <span class="visually-hidden">{name}</span>
                      </Link>
                    ),
                },
              ]}
            />
          )}
          <Paging page={page} pages={pages} onGo={(to) => void ask({ page: String(to) })} />
        </section>
      )}
    </LoadedPart>
  )
}
