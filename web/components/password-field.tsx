import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useTexts } from '../state/language.ts'
import { Icon } from './icon.tsx'
import './text-field.css'
import './password-field.css'

const texts = {
  show: { zhTW: '顯示密碼', en: 'Show password' },
  capsLock: { zhTW: '大寫鎖定（Caps Lock）已開啟', en: 'Caps Lock is on' },
}

/** A labelled field for a password of the portal, which can be looked at while it is typed. Never for a card's PIN. */
export function PasswordField({
  id,
  label,
  hint,
  error,
  value,
  autocomplete,
  onInput,
}: {
  id: string
  label: string
  hint?: string | undefined
  /** What is wrong with it. */
  error?: string | undefined
  value: string
  autocomplete: 'current-password' | 'new-password'
  onInput: (value: string) => void
}): JSX.Element {
  const t = useTexts(texts)
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  const kind: object = { type: shown ? 'text' : 'password' } // Preact types an input by its type, one at a time
  const lookAtKey = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <div class="text-field password-field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="password-field-entry">
        <input
          {...kind}
          id={id}
          name={id}
          value={value}
          required
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={about || undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={lookAtKey}
          onKeyUp={lookAtKey}
          onBlur={() => setCapsLock(false)}
        />
        <button
          type="button"
          class="button button-quiet"
          aria-pressed={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          {t.show}
        </button>
      </div>
      <p class="password-field-caps" role="status">
        {capsLock && t.capsLock}
      </p>
      {error !== undefined && (
        <p class="text-field-error" id={`${id}-error`}>
          <Icon name="danger" />
          {error}
        </p>
      )}
    </div>
  )
}
