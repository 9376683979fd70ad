import type { ComponentChildren, JSX } from 'preact'
import './tabs.css'

export interface Tab<K extends string> {
  readonly key: K
  readonly label: ComponentChildren
}

/** Where a key leads among `count` tabs; undefined when it is no key of a tab list (WAI-ARIA, tabs pattern). */
function destination(key: string, at: number, count: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
  }
  const to = moves[key]
  return to === undefined ? undefined : (to + count) % count
}

/** A WAI-ARIA tab list: one stop for Tab, arrows move and select. Its panel is a TabPanel with the same `name`. */
export function Tabs<K extends string>({
  name,
  label,
  tabs,
  selected,
  disabled = false,
  onSelect,
}: {
  name: string
  label: string
  tabs: readonly Tab<K>[]
  selected: K
  disabled?: boolean
  onSelect: (key: K) => void
}): JSX.Element {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ key }) => key === selected)
    const to = destination(event.key, at, tabs.length)
    const tab = to === undefined ? undefined : tabs[to]
    if (!tab || disabled) return
    event.preventDefault()
    onSelect(tab.key)
    document.getElementById(`${name}-tab-${tab.key}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          role="tab"
          class="tab"
          id={`${name}-tab-${key}`}
          data-key={key}
          aria-selected={key === selected ? 'true' : 'false'}
          aria-controls={`${name}-panel`}
          tabIndex={key === selected ? 0 : -1}
          disabled={disabled}
          onClick={() => onSelect(key)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}

export const TabPanel = ({
  name,
  selected,
  class: className,
  children,
}: {
  name: string
  selected: string
  class?: string
  children: ComponentChildren
}): JSX.Element => (
  <div class={className} role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-tab-${selected}`}>
    {children}
  </div>
)
