import type { ComponentChildren, JSX } from 'preact'
import './check-box.css'

/** One thing to tick, with what there is to say about it. */
export const CheckBox = ({
  name,
  label,
  checked,
  onChange,
  children,
}: {
  name: string
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  children?: ComponentChildren
}): JSX.Element => (
  <div class="check-box">
    <label>
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
    {children && <div class="quiet">{children}</div>}
  </div>
)
