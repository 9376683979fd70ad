import type { JSX } from 'preact'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { internetDataTexts } from './services-texts.ts'

type InternetDataRequest = RouteAnswer<'POST /api/organizations/internet-data'>

/** 申請讀取Internet資料, and how it stands with the latest request. */
export function InternetData({
  request,
  onChange,
  onDone,
}: {
  request: InternetDataRequest | null
  onChange: (request: InternetDataRequest) => void
  onDone: (message: string) => void
}): JSX.Element {
  const t = useTexts(internetDataTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const pending = request !== null && request.fulfilledAt === null
  const ask = async () => {
    onChange(await call('POST /api/organizations/internet-data', {}))
    onDone(t.done)
  }
  return (
    <section
      class="box stack"
      aria-labelledby="internet-data"
      data-request={request === null ? 'none' : pending ? 'pending' : 'fulfilled'}
    >
      <h2 id="internet-data">{t.title}</h2>
      <p>{t.lead}</p>
      {request ? (
        <Facts
          facts={[
            [t.requestedAt, <DateTime key="requested" iso={request.requestedAt} />],
            [t.fulfilledAt, request.fulfilledAt ? <DateTime key="fulfilled" iso={request.fulfilledAt} /> : t.pending],
          ]}
        />
      ) : (
        <p>{t.never}</p>
      )}
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {!pending && (
        <div class="row">
          <Button disabled={change.state === 'working'} onClick={() => void run(ask)}>
            {request ? t.askAgain : t.ask}
          </Button>
        </div>
      )}
    </section>
  )
}
