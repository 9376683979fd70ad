import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './disclosure.css'

/** Text that unfolds in place. What is inside is made when it is first opened. */
export function Disclosure({ title, children }: { title: string; children: () => ComponentChildren }): JSX.Element {
  const [opened, setOpened] = useState(false)
  return (
    <details class="disclosure" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        {title}
        <Icon name="chevron" />
      </summary>
      <div class="stack">{opened && children()}</div>
    </details>
  )
}
