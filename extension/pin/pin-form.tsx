import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isCoded, serializeError, type SerializedError } from '../../core/errors/coded-error.ts'
import { translate } from '../../core/i18n/text.ts'
import type { PinWindowState } from '../../core/protocol/pin-window.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { takePin } from './take-pin.ts'
import { texts } from './texts.ts'
import { TriesLeft } from './tries-left.tsx'

/** The worker shows a phase of its own as soon as it has the PIN; after this many ms without one, it never got it. */
const acceptedWithin = 10_000
/** For a card that does not say how long its PIN is; the worker asks the card's profile again. */
const anyLength = { minimum: 4, maximum: 16 }

/**
 * The PIN field with 確定 and 取消. What was typed stays while a reader or the worker is away and comes back. It is cleared
 * when another card is asked for, since a PIN meant for one card must not cost another one a try, and when digits were
 * typed while the field was away, since half a PIN must not cost one either.
 */
export function PinForm(props: {
  readonly state: PinWindowState
  /** False while the worker is away. */
  readonly connected: boolean
  readonly field: RefObject<HTMLInputElement | null>
  /** Owns the bytes from then on. Rejects when they did not get away. */
  readonly sendPin: (pin: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly onCancel: () => void
}) {
  const { state, connected, field } = props
  const t = translate(texts, state.language)
  const open = state.phase === 'waiting-for-pin' && !state.pinOnReader
  const length = state.pinLength ?? anyLength
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<SerializedError | 'not-sent' | 'digits-lost'>()

  const card = cardAskedFor(state)
  const typedFor = useRef(card)
  useLayoutEffect(() => {
    if (!open || card === typedFor.current) return
    typedFor.current = card
    if (field.current) field.current.value = ''
  }, [open, card, field])

  const digitsLost = useRef(false)
  const lostNotice = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => {
    if (open) {
      if (!digitsLost.current) return undefined
      digitsLost.current = false
      if (field.current) field.current.value = ''
      setProblem('digits-lost')
      return undefined
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (/^\d$/.test(key)) digitsLost.current = true
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [open, field])

  // The worker's answer ends sending: another phase, an error with this one, a lost port, or no sign of life.
  const answer = JSON.stringify(state.error)
  useEffect(() => setSending(false), [answer, connected, open])
  useEffect(() => {
    if (!sending || !open) return undefined
    const timer = setTimeout(() => {
      setSending(false)
      setProblem('not-sent')
    }, acceptedWithin)
    return () => clearTimeout(timer)
  }, [sending, open])
  useEffect(() => {
    // Who is still typing must not fill the field from the middle: it waits to be gone to.
    if (problem === 'digits-lost') lostNotice.current?.focus()
    else if (open && connected && !sending) field.current?.focus()
  }, [open, connected, sending, problem, field])

  const submit = async (event: Event) => {
    event.preventDefault()
    // A worker that is away is started by the PIN itself, and uses it only for the card that was asked for.
    if (sending || !open || !field.current) return
    setProblem(undefined)
    try {
      const pin = takePin(field.current, length)
      setSending(true)
      await props.sendPin(pin)
    } catch (error) {
      setSending(false)
      setProblem(isCoded(error, 'ERR_PIN_FORMAT') ? serializeError(error) : 'not-sent')
    }
  }

  const invalid = problem !== undefined || (state.error?.code.startsWith('ERR_PIN_') ?? false)
  return (
    <form class="pin-form" hidden={!open} autocomplete="off" onSubmit={(event) => void submit(event)}>
      {problem === 'not-sent' && (
        <p class="notice notice-error" role="alert">
          {t.notSent}
        </p>
      )}
      {problem === 'digits-lost' && (
        <p class="notice notice-error" role="alert" tabIndex={-1} ref={lostNotice}>
          {t.digitsLost}
        </p>
      )}
      {typeof problem === 'object' && <ErrorNotice error={problem} language={state.language} />}
      <div class="pin-head">
        <p>
          <label class="pin-label" for="pin">
            {t.pinLabel}
          </label>
          <span class="pin-length" id="pin-length">
            {t.pinLength(length.minimum, length.maximum)}
          </span>
        </p>
        {open && <TriesLeft state={state} />}
      </div>
      {/* One digit more than a PIN may have: a field that cut the surplus off would send what was not meant. */}
      <input
        ref={field}
        class="pin-field"
        id="pin"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        maxLength={length.maximum + 1}
        aria-describedby="pin-length pin-tries"
        aria-invalid={invalid}
        readOnly={sending}
      />
      <div class="buttons">
        <button class="button button-primary" type="submit" disabled={sending}>
          {t.ok}
        </button>
        <button class="button" type="button" data-action="cancel" onClick={props.onCancel}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

/** Names the card in the chosen reader; the same string again when the same card comes back. */
function cardAskedFor(state: PinWindowState): string | undefined {
  const chosen = state.readers.find((reader) => reader.readerName === state.chosenReader)
  return chosen && `${chosen.cardType} ${chosen.cardSn}`
}
