import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import type { AskedConsent } from '../../../core/protocol/support-reports.ts'
import { longestWhy } from '../../../core/support-reports/reason-templates.ts'
import { consentSides, professions } from '../../../core/support-reports/report.ts'
import { isBeforeBureau } from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { FormDialog } from '../staff/form-dialog.tsx'
import { describeContent, placeText } from './describe-content.ts'
import { SupportState } from './report-parts.tsx'
import { consentTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

/** 報備支援機構同意: what the institution is asked to agree to. */
export function ConsentsPage(): JSX.Element {
  const language = useLanguage()
  return (
    <SignedInPage path="/support-reports/consents" title={say(actions['consent-support'].label, language)}>
      {() => <Consents />}
    </SignedInPage>
  )
}

function Consents(): JSX.Element {
  const t = useTexts(consentTexts)
  const call = useSignedInCall()
  const { loaded, ask, take } = useAnswer('GET /api/support-reports/consents', {})
  const [page, setPage] = useState(1)
  const [done, setDone] = useState<string>()
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask({ page: String(page) })}>
        {(found) => (
          <>
            {found.total === 0 && <p role="status">{t.none}</p>}
            {found.asked.map((asked) => (
              <Asked
                key={`${asked.id} ${asked.side}`}
                asked={asked}
                onAnswered={async () => {
                  setDone(t.answered(asked.number ?? ''))
                  // In place: the focus stays where it is.
                  take(await call('GET /api/support-reports/consents', { page: String(page) }))
                }}
              />
            ))}
            <Paging
              page={found.page}
              pages={found.pages}
              onGo={(at) => {
                setPage(at)
                void ask({ page: String(at) })
              }}
            />
          </>
        )}
      </LoadedPart>
    </>
  )
}

function Asked({ asked, onAnswered }: { asked: AskedConsent; onAnswered: () => Promise<void> }): JSX.Element {
  const t = useTexts(consentTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [declines, setDeclines] = useState(false)
  const { id, version, side, state, practitioner, profession, own, supported, content, answer } = asked
  const number = asked.number ?? ''
  const give = async (given: 'agreed' | 'declined', reason: string | null = null) => {
    await call('POST /api/support-reports/consents', { id, version, side, answer: given, reason })
    setDeclines(false)
    await onAnswered()
  }
  const working = change.state === 'working'
  const facts = describeContent(content, { registrations: [], institutions: supported ? [supported] : [] }, language)
  return (
    <section class="box stack" aria-labelledby={`asked-${id}-${side}`} data-asked={number}>
      <h2 id={`asked-${id}-${side}`}>{number}</h2>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <Facts
        facts={[
          [s.state, <SupportState key="state" state={state} />],
          [t.side, say(consentSides[side], language)],
          [s.practitioner, `${practitioner}${profession === null ? '' : ` ${say(professions[profession], language)}`}`],
          [s.own, own && placeText(own, language)],
          ...facts
            .filter(({ field }) => field !== 'registration')
            .map(({ name, text }) => [name, text || s.empty] as const),
          [t.answer, answer === null ? s.consentWaits : s[answer]],
          [s.at, asked.answeredAt && <DateTime key="at" iso={asked.answeredAt} />],
          [s.why, asked.reason],
        ]}
      />
      {isBeforeBureau(state) && (
        <div class="row">
          {answer !== 'agreed' && (
            <Button
              kind="primary"
              label={t.agreeTo(number)}
              disabled={working}
              onClick={() => void run(() => give('agreed'))}
            >
              {t.agree}
            </Button>
          )}
          {answer !== 'declined' && (
            <Button kind="danger" label={t.declineOf(number)} disabled={working} onClick={() => setDeclines(true)}>
              {t.decline}
            </Button>
          )}
        </div>
      )}
      {declines && (
        <DeclineDialog
          title={t.declineTitle(number)}
          onDecline={(reason) => give('declined', reason)}
          onClose={() => setDeclines(false)}
        />
      )}
    </section>
  )
}

function DeclineDialog({
  title,
  onDecline,
  onClose,
}: {
  title: string
  onDecline: (reason: string) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(consentTexts)
  const s = useTexts(supportTexts)
  const [reason, setReason] = useState('')
  const isRight = reason.trim() !== '' && reason.length <= longestWhy
  return (
    <FormDialog
      title={title}
      save={t.decline}
      isRight={isRight}
      onSave={() => onDecline(reason.trim())}
      onClose={onClose}
    >
      {(tried) => (
        <TextArea
          id="decline-why"
          label={t.why}
          required
          autofocus
          most={longestWhy}
          error={tried && !isRight ? s.whyNeeded : undefined}
          value={reason}
          onInput={setReason}
        />
      )}
    </FormDialog>
  )
}
