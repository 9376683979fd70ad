import type { ComponentChildren, FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { errorAction } from '../../core/errors/error-codes.ts'
import { say, translate } from '../../core/i18n/text.ts'
import type { PinWindowPhase, PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import { sharedTexts } from '../components/texts.ts'
import { Consent } from './consent.tsx'
import { headingOf } from './heading-of.ts'
import { ModuleLine } from './module-line.tsx'
import { Progress } from './progress.tsx'
import { ReaderList } from './reader-list.tsx'
import { TriesLeft } from './tries-left.tsx'
import { phaseTexts, texts } from './texts.ts'

export interface PanelProps {
  readonly state: PinWindowState
  readonly heading: string
  /** False while the worker is away: nothing can be sent. */
  readonly connected: boolean
  readonly send: (request: PinWindowRequest) => void
  readonly close: () => void
}

/** What stands between who asks and the PIN form, phase by phase. */
export const panels: Record<PinWindowPhase, FunctionComponent<PanelProps>> = {
  'waiting-for-reader': WaitingForReader,
  'waiting-for-card': WaitingForCard,
  'waiting-for-module': WaitingForModule,
  'authenticating-module': Authenticating,
  'waiting-for-pin': ReadersAndModule,
  'waiting-for-consent': ReadersAndConsent,
  'confirm-last-try': LastTry,
  'entering-on-reader': EnteringOnReader,
  'renewing-challenge': Working,
  verifying: Working,
  signing: Working,
  done: Done,
  failed: Failed,
}

/** A row of buttons: what goes on, if anything, then the way out. `focus`: the way out is the only next action. */
export function Buttons(props: {
  readonly leave: string
  readonly onLeave: () => void
  readonly focus?: boolean
  readonly children?: ComponentChildren
}) {
  const way = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (props.focus) way.current?.focus()
  }, [props.focus])
  return (
    <div class="buttons">
      {props.children}
      <button ref={way} class="button" type="button" data-action="cancel" onClick={props.onLeave}>
        {props.leave}
      </button>
    </div>
  )
}

function Readers({ state, send }: PanelProps) {
  return <ReaderList state={state} onChoose={(readerName) => send({ action: 'choose-reader', readerName })} />
}

function WaitingForReader(props: PanelProps) {
  const t = translate(texts, props.state.language)
  return (
    <>
      <Progress heading={props.heading} hint={t.pairHint} />
      <Readers {...props} />
      <Buttons leave={t.cancel} onLeave={props.close}>
        <PairReader {...props} />
      </Buttons>
    </>
  )
}

function WaitingForCard(props: PanelProps) {
  const t = translate(texts, props.state.language)
  const inserts = headingOf(props.state) === phaseTexts['waiting-for-card']
  return (
    <>
      <Progress heading={props.heading} hint={inserts ? t.cardHint : undefined} />
      <Readers {...props} />
      <Buttons leave={t.cancel} onLeave={props.close} />
    </>
  )
}

/** With the module of the reader beside the card, where one has a part. */
function ReadersAndModule(props: PanelProps) {
  const { module, language } = props.state
  return (
    <>
      <Readers {...props} />
      {module && (
        <p class="module-beside">
          <span>{translate(texts, language).module}</span> <ModuleLine module={module} language={language} />
        </p>
      )}
    </>
  )
}

function ReadersAndConsent(props: PanelProps) {
  return (
    <>
      <Readers {...props} />
      <Consent {...props} onCancel={props.close} />
    </>
  )
}

/** The card is there; what signs for it, or beside it, is not. */
function WaitingForModule(props: PanelProps) {
  const { state, connected, send } = props
  const t = translate(texts, state.language)
  return (
    <>
      <Progress heading={props.heading} />
      <Readers {...props} />
      <Buttons leave={t.cancel} onLeave={props.close}>
        {state.error && errorAction(state.error.code) === 'open-modules' && (
          <button
            class="button button-primary"
            type="button"
            data-action="open-modules"
            disabled={!connected}
            onClick={() => send({ action: 'open-modules' })}
          >
            {t.openModules}
          </button>
        )}
      </Buttons>
    </>
  )
}

function Authenticating({ state, heading, close }: PanelProps) {
  const t = translate(texts, state.language)
  return (
    <>
      <Progress heading={heading} hint={t.keepCard} />
      <Buttons leave={t.cancel} onLeave={close} />
    </>
  )
}

/**
 * Its own step, so that nobody uses up a card by habit. The heading gets the focus, not a button: the Enter that sent the
 * PIN before must not go on here by being pressed twice.
 */
function LastTry({ state, connected, send, close }: PanelProps) {
  const t = translate(texts, state.language)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section class="last-try" aria-labelledby="last-try" aria-describedby="last-try-text">
      <h2 class="last-try-heading" id="last-try" tabIndex={-1} ref={heading}>
        {t.lastTryHeading}
      </h2>
      <p id="last-try-text">{t.lastTryText}</p>
      <Buttons leave={t.cancel} onLeave={close}>
        <button
          class="button button-danger"
          type="button"
          data-action="confirm-last-try"
          disabled={!connected}
          onClick={() => send({ action: 'confirm-last-try' })}
        >
          {t.lastTryGo}
        </button>
      </Buttons>
    </section>
  )
}

/** While the reader has the word: what to press there, and how to end it. */
function EnteringOnReader({ state, heading, close }: PanelProps) {
  const t = translate(texts, state.language)
  return (
    <>
      <Progress heading={heading} hint={t.keypadHint} />
      <p class="keypad-reader" translate={false}>
        {state.chosenReader}
      </p>
      <TriesLeft state={state} />
      <Buttons leave={t.cancel} onLeave={close} />
    </>
  )
}

function Working({ state, heading }: PanelProps) {
  return <Progress heading={heading} hint={translate(texts, state.language).keepCard} />
}

function Done({ state, heading, close }: PanelProps) {
  const t = translate(texts, state.language)
  return (
    <>
      <Progress heading={heading} hint={t.doneText} finished />
      <Buttons leave={t.close} onLeave={close} focus />
    </>
  )
}

function Failed(props: PanelProps) {
  const { state, connected, send } = props
  const t = translate(texts, state.language)
  const restart = useRef<HTMLButtonElement>(null)
  useEffect(() => restart.current?.focus(), [])
  return (
    <Buttons leave={t.close} onLeave={props.close} focus={!state.canRestart}>
      {state.canRestart && (
        <button
          ref={restart}
          class="button button-primary"
          type="button"
          data-action="restart"
          disabled={!connected}
          onClick={() => send({ action: 'restart' })}
        >
          {state.error && errorAction(state.error.code) === 'authenticate-sam' ? t.authenticateModule : t.restart}
        </button>
      )}
      {state.error && errorAction(state.error.code) === 'pair-reader' && <PairReader {...props} />}
    </Buttons>
  )
}

function PairReader({ state, connected, send }: PanelProps) {
  return (
    <button
      class="button button-primary"
      type="button"
      data-action="pair-reader"
      disabled={!connected}
      onClick={() => send({ action: 'pair-reader' })}
    >
      {say(sharedTexts.chooseReader, state.language)}
    </button>
  )
}
