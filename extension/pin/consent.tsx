import { useEffect, useRef } from 'preact/hooks'
import { translate } from '../../core/i18n/text.ts'
import type { PinWindowModule, PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import { ModuleLine } from './module-line.tsx'
import { texts } from './texts.ts'

/**
 * In the place of the PIN form for a card that has none: whose card it is, and whose module signs for it, if one does. The heading gets
 * the focus, not the button: a key that was held since the page asked must not agree to anything.
 */
export function Consent(props: {
  readonly state: PinWindowState
  readonly heading: string
  /** False while the worker is away: nothing can be sent. */
  readonly connected: boolean
  readonly send: (request: PinWindowRequest) => void
  readonly onCancel: () => void
}) {
  const { state, connected, send } = props
  const { module, modules, holder } = state
  const t = translate(texts, state.language)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const cardSn = state.readers.find(({ readerName }) => readerName === state.chosenReader)?.cardSn
  // A card that is only shown needs no module.
  const canAgree = module !== null || state.purpose === 'identify'
  const agree = () => {
    if (cardSn !== undefined && canAgree) send({ action: 'consent', cardSn, module: module?.code ?? null })
  }
  return (
    <section class="consent" aria-labelledby="consent">
      <h2 class="consent-heading" id="consent" tabIndex={-1} ref={heading}>
        {props.heading}
      </h2>
      <dl class="consent-facts">
        {holder && cardSn !== undefined && (
          <div>
            <dt>{t.holder}</dt>
            <dd translate={false}>
              {holder.maskedName} <span class="consent-number">{t.numberEnd(cardSn.slice(-4))}</span>
            </dd>
          </div>
        )}
        {modules.length === 0 && module && (
          <div>
            <dt>{t.module}</dt>
            <dd>
              <ModuleLine module={module} language={state.language} />
            </dd>
          </div>
        )}
      </dl>
      {modules.length > 0 && (
        <fieldset class="consent-modules">
          <legend>{t.whichModule}</legend>
          {modules.map((choice) => (
            <ModuleChoice
              key={choice.code}
              choice={choice}
              chosen={choice.code === module?.code}
              language={state.language}
              onChoose={() => send({ action: 'choose-module', institution: choice.institution })}
            />
          ))}
        </fieldset>
      )}
      <p class="consent-text" id="consent-text">
        {state.purpose === 'identify' ? t.identifyText : t.consentText}
      </p>
      <div class="buttons">
        <button
          class="button button-primary"
          type="button"
          data-action="consent"
          aria-describedby="consent-text"
          disabled={!connected || !canAgree}
          onClick={agree}
        >
          {t.consent}
        </button>
        <button class="button" type="button" data-action="cancel" onClick={props.onCancel}>
          {t.cancel}
        </button>
      </div>
    </section>
  )
}

function ModuleChoice(props: {
  readonly choice: PinWindowModule
  readonly chosen: boolean
  readonly language: PinWindowState['language']
  readonly onChoose: () => void
}) {
  return (
    <label class="reader-choice">
      <input
        type="radio"
        name="module"
        value={props.choice.institution}
        checked={props.chosen}
        onChange={props.onChoose}
      />
      <ModuleLine module={props.choice} language={props.language} />
    </label>
  )
}
