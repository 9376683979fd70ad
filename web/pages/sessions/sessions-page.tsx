import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { supportWays } from '../../../core/portal/support-ways.ts'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import type { RouteAnswer, RouteRequest } from '../../../core/protocol/routes.ts'
import type { OwnSession } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import type { Column } from '../../components/column.ts'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, formatDateTime } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { sessionsTexts } from './sessions-texts.ts'
import './sessions-page.css'

/** 我的登入: one's own open sessions on this platform, to end those that are not wanted. */
export function SessionsPage(): JSX.Element {
  const t = useTexts(sessionsTexts)
  return (
    <SignedInPage path="/sessions" title={t.title}>
      {() => <Sessions />}
    </SignedInPage>
  )
}

function Sessions(): JSX.Element {
  const t = useTexts(sessionsTexts)
  const { loaded, take, ask } = useAnswer('GET /api/auth/sessions', {})
  const [done, setDone] = useState<string>()
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ sessions }) => (
          <SessionList
            sessions={sessions}
            onEnded={(answer) => {
              take(answer)
              setDone(t.ended(sessions.length - answer.sessions.length))
            }}
          />
        )}
      </LoadedPart>
    </>
  )
}

/** What is asked about: one session, or all others. */
type Asked = RouteRequest<'POST /api/auth/sessions/end'>

function SessionList({
  sessions,
  onEnded,
}: {
  sessions: readonly OwnSession[]
  onEnded: (answer: RouteAnswer<'POST /api/auth/sessions/end'>) => void
}): JSX.Element {
  const t = useTexts(sessionsTexts)
  const call = useSignedInCall()
  const [asked, setAsked] = useState<Asked>()
  const columns = useColumns(({ id }) => setAsked({ sessionId: id }))
  const others = sessions.filter(({ isThis }) => !isThis).length
  return (
    <section class="box stack" aria-label={t.title}>
      <DataTable caption={t.caption(sessions.length)} columns={columns} rows={sessions} rowKey={({ id }) => id} />
      {others > 1 && (
        <div class="row">
          <Button kind="danger" onClick={() => setAsked({ others: 'all' })}>
            {t.endAll}
          </Button>
        </div>
      )}
      {asked && (
        <ConfirmDialog
          title={'others' in asked ? t.endAllTitle(others) : t.endTitle}
          confirm={'others' in asked ? t.endAll : t.endGo}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            const answer = await call('POST /api/auth/sessions/end', asked)
            setAsked(undefined)
            onEnded(answer)
          }}
        >
          <p>{t.loses}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function useColumns(onEnd: (session: OwnSession) => void): readonly Column<OwnSession>[] {
  const t = useTexts(sessionsTexts)
  const language = useLanguage()
  const nameOf = ({ browser }: OwnSession) => browser || t.unknown
  return [
    {
      key: 'browser',
      title: t.browser,
      isRowHeader: true,
      cell: (row) => (
        <>
          {nameOf(row)}
          {row.isThis && <strong class="session-line session-here">{t.here}</strong>}
          <span class="session-line">
            {t.address} <span translate={false}>{row.address}</span>
          </span>
        </>
      ),
    },
    {
      key: 'signed-in-at',
      title: t.signedInAt,
      cell: ({ signedInAt, lastUsedAt }) => (
        <div>
          <DateTime iso={signedInAt} />
          <span class="session-line">
            {t.lastUsedAt} <DateTime iso={lastUsedAt} />
          </span>
        </div>
      ),
    },
    {
      key: 'how',
      title: t.how,
      cell: ({ cardType, platform }) =>
        cardType !== null
          ? say(cardTypes[cardType].label, language)
          : platform === 'support'
            ? say(supportWays['nhi-phone'].label, language)
            : t.withoutCard,
    },
    {
      key: 'institution',
      title: t.institution,
      cell: ({ institution }) => (institution ? `${institution.code} ${institution.name}` : t.notChosen),
    },
    {
      key: 'actions',
      title: t.deed,
      cell: (row) =>
        !row.isThis && (
          <Button
            kind="danger"
            label={t.endOf(nameOf(row), formatDateTime(row.signedInAt, language))}
            onClick={() => onEnd(row)}
          >
            {t.end}
          </Button>
        ),
    },
  ]
}
