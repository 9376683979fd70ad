import { useState } from 'preact/hooks'
import { translate, type Language } from '../../core/i18n/text.ts'
import type { KeypadEntry } from '../../demo/reader/keypad.ts'
import { texts } from './texts.ts'

const digitKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const longest = 16

/** The keys of a reader that takes the PIN itself, and its display. */
export function Keypad(props: {
  readonly readerName: string
  readonly language: Language
  /** Rejects when the reader does not ask for a PIN. */
  readonly onEnter: (entry: KeypadEntry) => Promise<void>
}) {
  const t = translate(texts, props.language)
  const [digits, setDigits] = useState('')
  const [idle, setIdle] = useState(false)
  const enter = async (entry: KeypadEntry) => {
    setDigits('')
    try {
      await props.onEnter(entry)
      setIdle(false)
    } catch {
      setIdle(true)
    }
  }
  return (
    <div class="keypad" role="group" aria-label={t.keypad(props.readerName)}>
      <p class="keypad-display" role="status">
        {digits === '' ? (idle ? t.keypadIdle : '') : '•'.repeat(digits.length)}
      </p>
      {digitKeys.map((digit) => (
        <button
          key={digit}
          class="keypad-key"
          type="button"
          data-key={digit}
          onClick={() => setDigits((before) => (before + digit).slice(0, longest))}
        >
          {digit}
        </button>
      ))}
      <button class="keypad-key keypad-cancel" type="button" data-key="cancel" onClick={() => void enter('cancel')}>
        {t.keypadCancel}
      </button>
      <button class="keypad-key keypad-confirm" type="button" data-key="ok" onClick={() => void enter({ digits })}>
        {t.keypadConfirm}
      </button>
    </div>
  )
}
