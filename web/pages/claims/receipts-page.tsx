import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { archiveRefusals } from '../../../core/claims/archive-refusals.ts'
import { claimsStates } from '../../../core/claims/submission.ts'
import { say } from '../../../core/i18n/text.ts'
import type { ClaimsFile } from '../../../core/protocol/claims.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { claimsFileColumns } from './claims-file-columns.tsx'
import { ClaimsPage } from './claims-page.tsx'
import { claimsTexts } from './claims-texts.ts'

/** 預檢醫療費用申報收件狀況查詢 */
export const ClaimsReceiptsPage = (): JSX.Element => (
  <ClaimsPage path="/claims/receipts">{() => <Receipts />}</ClaimsPage>
)

/** How often a page on which something is being checked asks how it stands. */
const lookMilliseconds = 5000

function Receipts(): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { loaded, ask, take } = useAnswer('GET /api/claims/files', {})
  const [removing, setRemoving] = useState<ClaimsFile>()
  const [done, setDone] = useState<string>()
  const shown = loaded.state === 'ready' ? loaded.value : undefined
  const isUnderWay = shown?.files.some(({ state }) => state === 'waiting' || state === 'receiving') ?? false
  const page = shown?.page
  useEffect(() => {
    if (!isUnderWay || page === undefined) return undefined
    const timer = setInterval(() => {
      // In place: the focus stays where it is. What goes wrong is told by the next thing that is done.
      call('GET /api/claims/files', { page: String(page) }).then(take, () => undefined)
    }, lookMilliseconds)
    return () => clearInterval(timer)
  }, [isUnderWay, page, call, take])
  return (
    <>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ files, pages, total, resumesAt, page: at }) => (
          <section class="box stack" aria-label={t.list(total)}>
            {resumesAt !== null && isUnderWay && (
              <Notice>
                <p>
                  {t.resumes} <DateTime iso={resumesAt} />
                </p>
              </Notice>
            )}
            {files.length === 0 ? (
              <p>{t.none}</p>
            ) : (
              <DataTable
                caption={t.list(total)}
                rows={files}
                rowKey={({ id }) => id}
                exportedAs={{ name: 'claims-receipts' }}
                columns={[
                  ...claimsFileColumns(t),
                  {
                    key: 'state',
                    title: t.state,
                    text: ({ state }) => say(claimsStates[state], language),
                    cell: (file) => <State file={file} />,
                  },
                  {
                    key: 'actions',
                    title: t.actions,
                    cell: (file) => (
                      <div class="row">
                        {(file.state === 'correct' || file.state === 'faulty') && (
                          <Link to="/claims/results" query={`?id=${file.id}`}>
                            {t.look} <span class="visually-hidden">{file.name}</span>
                          </Link>
                        )}
                        <Button kind="danger" label={t.removeOf(file.name)} onClick={() => setRemoving(file)}>
                          {t.remove}
                        </Button>
                      </div>
                    ),
                  },
                ]}
              />
            )}
            <Paging page={at} pages={pages} onGo={(to) => void ask({ page: String(to) })} />
          </section>
        )}
      </LoadedPart>
      {removing && (
        <ConfirmDialog
          title={t.removeTitle(removing.name)}
          confirm={t.remove}
          onClose={() => setRemoving(undefined)}
          onConfirm={async () => {
            await call('DELETE /api/claims/files', { id: removing.id })
            setRemoving(undefined)
            setDone(t.removed(removing.name))
            void ask({})
          }}
        >
          <p>{t.removeLoses}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

/** In words, with how far it is. */
function State({ file }: { file: ClaimsFile }): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  const { state, ahead, received, size, refusal, errors, warnings } = file
  return (
    <span data-state={state}>
      <strong>{say(claimsStates[state], language)}</strong>
      {state === 'receiving' && ` ${t.arrived(Math.floor((100 * received) / size))}`}
      {ahead !== null && ` ${t.ahead(ahead)}`}
      {refusal !== null && ` ${say(archiveRefusals[refusal], language)}`}
      {errors !== null && errors > 0 && ` ${t.faulty(errors)}`}
      {warnings !== null && warnings > 0 && ` ${t.warnings(warnings)}`}
    </span>
  )
}
