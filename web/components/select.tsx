import type { JSX } from 'preact'
import './select.css'

export interface Option {
  readonly value: string
  readonly label: string
}

/** A labelled drop-down; `value` is one of the options'. */
export const Select = ({
  id,
  label,
  options,
  value,
  onChange,
}: {
  id: string
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
}): JSX.Element => (
  <div>
    <label class="select-label" for={id}>
      {label}
    </label>
    <select class="select" id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  </div>
)
