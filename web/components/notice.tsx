import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import './notice.css'

export type Tone = 'info' | 'ok' | 'warning' | 'danger'

/** A message that is no error. With `live`, a screen reader reads it when it appears. */
export const Notice = ({
  tone = 'info',
  live = false,
  children,
}: {
  tone?: Tone
  live?: boolean
  children: ComponentChildren
}): JSX.Element => (
  <div class={`notice notice-${tone}`} role={live ? 'status' : undefined}>
    <Icon name={tone} />
    <div class="stack notice-text">{children}</div>
  </div>
)
