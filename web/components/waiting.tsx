import type { ComponentChildren, JSX } from 'preact'
import './waiting.css'

/** Says what is being waited for; a screen reader hears it once. */
export const Waiting = ({ children }: { children: ComponentChildren }): JSX.Element => (
  <p class="waiting" role="status">
    <span class="spinner" aria-hidden="true" />
    {children}
  </p>
)
