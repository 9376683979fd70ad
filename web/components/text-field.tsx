import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { Icon } from './icon.tsx'
import './text-field.css'

const texts = { optional: { zhTW: '（選填）', en: ' (optional)' } }

/** A labelled field, with a hint under its label and, when it is not right, what is wrong with it. */
export function TextField({
  id,
  label,
  hint,
  error,
  value,
  type = 'text',
  required = false,
  onInput,
  ...input
}: {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  type?: 'text' | 'tel' | 'email' | 'date' | 'time' | 'month'
  required?: boolean
  onInput: (value: string) => void
  autocomplete?: 'off' | 'tel' | 'one-time-code'
  inputMode?: 'numeric'
  autocapitalize?: 'characters'
  spellcheck?: boolean
  autofocus?: boolean
  maxLength?: number
  /** Of a date. */
  min?: string
}): JSX.Element {
  const t = useTexts(texts)
  const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  const kind: object = { type } // Preact types an input by its type, one at a time
  return (
    <div class="text-field">
      <label for={id}>
        {label}
        {!required && <span class="quiet">{t.optional}</span>}
      </label>
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        {...input}
        {...kind}
        id={id}
        name={id}
        value={value}
        required={required}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={about || undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p class="text-field-error" id={`${id}-error`}>
          <Icon name="danger" />
          {error}
        </p>
      )}
    </div>
  )
}
