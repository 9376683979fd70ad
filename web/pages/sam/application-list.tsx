import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { samStates } from '../../../core/portal/sam-applications.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { OwnModuleApplication } from '../../../core/protocol/sam.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { ApplicationState } from './application-state.tsx'
import { listTexts } from './sam-texts.ts'
import { useDownload } from './use-download.ts'

/** 查詢: the institution's applications. 下載 stands where there is something to be downloaded. */
export function ApplicationList({
  applications,
  onView,
  onDone,
  onRefresh,
}: {
  applications: readonly OwnModuleApplication[]
  onView: (application: OwnModuleApplication) => void
  onDone: (message: string) => void
  onRefresh: () => void
}): JSX.Element {
  const t = useTexts(listTexts)
  const language = useLanguage()
  const { change, download } = useDownload(onDone)
  return (
    <section class="box stack" aria-label={t.caption(applications.length)}>
      {change.state === 'failed' && (
        <ErrorPanel error={change.error} takeFocus remedies={{ reload: { run: onRefresh } }} />
      )}
      {applications.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <DataTable
          caption={t.caption(applications.length)}
          rows={applications}
          rowKey={({ id }) => id}
          exportedAs={{ name: 'module-applications' }}
          columns={[
            {
              key: 'number',
              title: t.number,
              isRowHeader: true,
              text: ({ number }) => number,
              cell: ({ number }) => <code>{number}</code>,
            },
            {
              key: 'filedAt',
              title: t.filedAt,
              text: ({ filedAt }) => taiwanDay(new Date(filedAt)),
              cell: ({ filedAt }) => <Day iso={filedAt} />,
            },
            {
              key: 'state',
              title: t.state,
              text: ({ state }) => say(samStates[state], language),
              cell: ({ state }) => <ApplicationState state={state} />,
            },
            {
              key: 'reviewedAt',
              title: t.reviewedAt,
              text: ({ reviewedAt }) => reviewedAt && taiwanDay(new Date(reviewedAt)),
              cell: ({ reviewedAt }) => reviewedAt && <Day iso={reviewedAt} />,
            },
            {
              key: 'module',
              title: t.module,
              text: ({ module }) => module?.code,
              cell: ({ module }) => module && <code>{module.code}</code>,
            },
            {
              key: 'view',
              title: t.view,
              cell: (application) => (
                <Button label={t.viewOf(application.number)} onClick={() => onView(application)}>
                  {t.view}
                </Button>
              ),
            },
            {
              key: 'download',
              title: t.download,
              cell: ({ id, number, state }) =>
                state === 'ready' && (
                  <Button
                    label={t.downloadOf(number)}
                    disabled={change.state === 'working'}
                    onClick={() => void download(id)}
                  >
                    {t.download}
                  </Button>
                ),
            },
          ]}
        />
      )}
      <div class="row">
        <Button kind="quiet" onClick={onRefresh}>
          {t.refresh}
        </Button>
      </div>
    </section>
  )
}
