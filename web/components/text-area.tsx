import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { Icon } from './icon.tsx'
import './text-field.css'

const texts = {
  optional: { zhTW: '（選填）', en: ' (optional)' },
  count: (count: number, most: number) => ({ zhTW: `已輸入 ${count} 字，最多 ${most} 字`, en: `${count} of ${most}` }),
}

/** A labelled field of several lines, with how much of its room is used. */
export function TextArea({
  id,
  label,
  hint,
  error,
  value,
  most,
  required = false,
  autofocus = false,
  onInput,
}: {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  /** Characters. */
  most: number
  required?: boolean
  autofocus?: boolean
  onInput: (value: string) => void
}): JSX.Element {
  const t = useTexts(texts)
  const about = [hint !== undefined && `${id}-hint`, `${id}-count`, error !== undefined && `${id}-error`]
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
      <textarea
        id={id}
        name={id}
        rows={4}
        value={value}
        required={required}
        autofocus={autofocus}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={about.filter(Boolean).join(' ')}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="quiet" id={`${id}-count`}>
        {t.count(value.length, most)}
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
