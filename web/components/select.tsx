import type { JSX, Ref } from 'preact'
import './select.css'

export interface Option {
  readonly value: string
  readonly label: string
}

/** A labelled drop-down that starts with an empty choice; `error` is tied to it for screen readers. */
export const Select = ({
  id,
  label,
  placeholder,
  options,
  value,
  error,
  selectRef,
  onChange,
}: {
  id: string
  label: string
  placeholder: string
  options: readonly Option[]
  value: string
  error?: string | undefined
  selectRef?: Ref<HTMLSelectElement>
  onChange: (value: string) => void
}): JSX.Element => (
  <div>
    <label class="select-label" for={id}>
      {label}
    </label>
    <select
      class="select"
      id={id}
      value={value}
      ref={selectRef ?? null}
      required
      aria-invalid={error === undefined ? 'false' : 'true'}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{placeholder}</option>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
    {error !== undefined && (
      <p class="select-error" id={`${id}-error`}>
        {error}
      </p>
    )}
  </div>
)
