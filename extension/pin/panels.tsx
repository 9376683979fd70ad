import type { ComponentChildren, FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { errorRow } from '../../core/errors/error-table.ts'
import { say, translate } from '../../core/i18n/text.ts'
import type { PinWindowPhase, PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import { sharedTexts } from '../components/texts.ts'
import { headingOf } from './heading-of.ts'
import { Progress } from './progress.tsx'
import { ReaderList } from './reader-list.tsx'
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
  'waiting-for-pin': Readers,
  'confirm-last-try': LastTry,
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
          {t.restart}
        </button>
      )}
      {state.error && errorRow(state.error.code).action === 'pair-reader' && <PairReader {...props} />}
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
