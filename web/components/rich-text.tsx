import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { richFragment } from './rich-fragment.ts'
import './rich-text.css'

/** An announcement's content. */
export function RichText({ html }: { html: string }): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place.current?.replaceChildren(richFragment(html)), [html])
  return <div class="rich-text" ref={place} />
}

/** An announcement's title: one line among others. */
export function RichLine({ html }: { html: string }): JSX.Element {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => place.current?.replaceChildren(richFragment(html)), [html])
  return <span ref={place} />
}
