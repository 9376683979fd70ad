import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { cardTypes } from '../../core/cards/card-types.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { PinWindowPhase, PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import type { ConnectionState } from '../components/connect-to-worker.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import { Asking } from './asking.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import { CopyForHelpdesk } from './copy-for-helpdesk.tsx'
import { headingOf } from './heading-of.ts'
import { KeypadForm } from './keypad-form.tsx'
import { Buttons, panels } from './panels.tsx'
import { PinForm } from './pin-form.tsx'
import { Progress } from './progress.tsx'
import { texts } from './texts.ts'
import { TimeLeft } from './time-left.tsx'
import '../components/button.css'
import '../components/notice.css'
import './pin.css'

export interface PinWindowProps {
  /** Undefined until the worker has told the first. */
  readonly state: PinWindowState | undefined
  readonly connection: ConnectionState
  /** Used until the state says which language the portal's page speaks. */
  readonly browserLanguage: Language
  readonly send: (request: PinWindowRequest) => void
  /** Owns the bytes from then on. Rejects when they did not get away. */
  readonly sendPin: (pin: Uint8Array<ArrayBuffer>) => Promise<void>
  /** Ends the request, if it is not over, and closes the window. */
  readonly close: () => void
}

/** The PIN form stays in place through these, so that what was typed is still there when a card or the worker is back. */
const beforePin = new Set<PinWindowPhase>([
  'waiting-for-reader',
  'waiting-for-card',
  'waiting-for-module',
  'authenticating-module',
  'waiting-for-pin',
  'renewing-challenge',
])
/** A command is with the card: leaving now would only hide what it answers. */
const withCard = new Set<PinWindowPhase>(['verifying', 'signing'])
const over = new Set<PinWindowPhase>(['done', 'failed'])

/** The window in every phase: what the worker says is shown, what the person does is sent. It decides nothing. */
export function PinWindow(props: PinWindowProps) {
  const { state, connection, close } = props
  const phase = connection === 'lost' ? 'lost' : (state?.phase ?? 'connecting')
  const language = state?.language ?? props.browserLanguage
  const t = translate(texts, language)
  const heading = connection === 'lost' || !state ? t.connecting : say(headingOf(state), language)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${heading} – ${say(sharedTexts.product, language)}`
  }, [heading, language])

  const leavable = state === undefined || !withCard.has(state.phase)
  // Before the screen is painted: Esc must count in the phase that the person sees.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && leavable) close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [leavable, close])

  if (connection === 'lost') {
    return (
      <Frame language={language} phase={phase}>
        <ErrorNotice error={{ code: 'ERR_BRIDGE_TIMEOUT', message: 'no answer from the worker' }} language={language} />
        <Buttons leave={t.close} onLeave={close} focus />
      </Frame>
    )
  }
  if (!state) {
    return (
      <Frame language={language} phase={phase}>
        <Progress heading={heading} />
      </Frame>
    )
  }

  const connected = connection === 'connected'
  const Panel = panels[state.phase]
  const isOver = over.has(state.phase)
  const hasPin = cardTypes[state.cardType].proof === 'certificate'
  return (
    <Frame
      language={language}
      phase={phase}
      footer={!isOver && <Footer state={state} where={hasPin ? t.where : t.whereConsent} />}
    >
      <p class="visually-hidden" role="status">
        {heading}
      </p>
      {isOver ? <h1 class="visually-hidden">{heading}</h1> : <Asking state={state} />}
      {state.error && (
        <ErrorNotice error={state.error} language={language}>
          <CopyForHelpdesk error={state.error} readerName={readerOf(state, state.error)} language={language} />
        </ErrorNotice>
      )}
      <Panel state={state} heading={heading} connected={connected} send={props.send} close={close} />
      {state.phase === 'waiting-for-pin' && state.pinOnReader && (
        <KeypadForm state={state} connected={connected} send={props.send} onCancel={close} />
      )}
      {hasPin && beforePin.has(state.phase) && (
        <PinForm state={state} connected={connected} field={field} sendPin={props.sendPin} onCancel={close} />
      )}
      {!isOver && <ConnectionNotice connected={connected} language={language} />}
    </Frame>
  )
}

/** The reader whose card the error is about. */
const readerOf = ({ readers }: PinWindowState, error: SerializedError): string | undefined =>
  readers.find((reader) => JSON.stringify(reader.error) === JSON.stringify(error))?.readerName

function Footer(props: { readonly state: PinWindowState; readonly where: string }) {
  return (
    <>
      <p class="where">{props.where}</p>
      <TimeLeft sent={props.state} language={props.state.language} />
    </>
  )
}
