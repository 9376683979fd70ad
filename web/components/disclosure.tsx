import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './disclosure.css'

/** Text that unfolds in place. What is inside is made when it is first opened. */
export function Disclosure({
  id,
  title,
  opensAtOnce = false,
  children,
}: {
  /** Its anchor. */
  id?: string
  title: string
  opensAtOnce?: boolean
  children: () => ComponentChildren
}): JSX.Element {
  const [opened, setOpened] = useState(opensAtOnce)
  return (
    <details
      class="disclosure"
      id={id}
      open={opensAtOnce}
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
    >
      <summary>
        {title}
        <Icon name="chevron" />
      </summary>
      <div class="stack">{opened && children()}</div>
    </details>
  )
}
