import { useEffect, useRef } from 'preact/hooks'
import { translate } from '../../core/i18n/text.ts'
import type { PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import { texts } from './texts.ts'
import { TriesLeft } from './tries-left.tsx'

/**
 * In the place of the PIN field for a reader with a keypad. The entry begins by a press, so that who asks and how many
 * tries are left is seen before the reader asks for digits.
 */
export function KeypadForm(props: {
  readonly state: PinWindowState
  /** False while the worker is away: nothing can be sent. */
  readonly connected: boolean
  readonly send: (request: PinWindowRequest) => void
  readonly onCancel: () => void
}) {
  const { state, connected } = props
  const t = translate(texts, state.language)
  const begin = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (connected) begin.current?.focus()
  }, [connected])
  return (
    <section class="pin-form keypad-form">
      <div class="pin-head">
        <p>
          <span class="pin-label">{t.pinLabel}</span>
          {state.pinLength && (
            <span class="pin-length">{t.pinLength(state.pinLength.minimum, state.pinLength.maximum)}</span>
          )}
        </p>
        <TriesLeft state={state} />
      </div>
      <p class="keypad-text" id="keypad-text">
        {t.keypadText}
      </p>
      <div class="buttons">
        <button
          ref={begin}
          class="button button-primary"
          type="button"
          data-action="enter-on-reader"
          aria-describedby="keypad-text pin-tries"
          disabled={!connected}
          onClick={() => props.send({ action: 'enter-on-reader' })}
        >
          {t.keypadBegin}
        </button>
        <button class="button" type="button" data-action="cancel" onClick={props.onCancel}>
          {t.cancel}
        </button>
      </div>
    </section>
  )
}
