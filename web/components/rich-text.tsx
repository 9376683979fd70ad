import { type ComponentChild, h, type JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { readRichText, type RichNode } from '../../core/portal/read-rich-text.ts'
import './rich-text.css'

/** An announcement's content. */
export function RichText({ html }: { html: string }): JSX.Element {
  return <div class="rich-text">{useRich(html)}</div>
}

/** An announcement's title: one line among others. */
export function RichLine({ html }: { html: string }): JSX.Element {
  return <span>{useRich(html)}</span>
}

const useRich = (html: string) => useMemo(() => readRichText(html).map(toView), [html])

function toView(node: RichNode): ComponentChild {
  if (typeof node === 'string') return node
  const { tag, attributes, children } = node
  const leavesPortal = attributes['href']?.startsWith('https:')
  const window = leavesPortal ? { target: '_blank', rel: 'noopener noreferrer' } : {}
  return h(tag, { ...attributes, ...window }, children.map(toView))
}
