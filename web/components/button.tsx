import type { ComponentChildren, JSX } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import './button.css'

interface Look {
  /** One primary button per screen: the thing to do next. `danger` takes something away. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly large?: boolean
  readonly icon?: IconName
  readonly children: ComponentChildren
}

const classes = ({ kind = 'secondary', large = false }: Look) =>
  `button button-wide button-${kind}${large ? ' button-large' : ''}`

export function Button({
  onClick,
  disabled = false,
  submit = false,
  autofocus = false,
  label,
  ...look
}: Look & {
  onClick?: () => void
  disabled?: boolean
  submit?: boolean
  autofocus?: boolean
  /** Says more than the words on it, which it begins with: 移除 林示範. */
  label?: string
}): JSX.Element {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={classes(look)}
      disabled={disabled}
      autofocus={autofocus}
      aria-label={label}
      onClick={onClick}
    >
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </button>
  )
}

/** A link that looks like a button: for what leaves the portal, in a window of its own. */
export function ButtonLink({ href, ...look }: Look & { href: string }): JSX.Element {
  return (
    <a class={classes(look)} href={href} target="_blank" rel="noopener noreferrer">
      {look.children}
      <Icon name={look.icon ?? 'external'} />
    </a>
  )
}
