import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import './breadcrumb.css'

const texts = { place: { zhTW: '所在位置', en: 'You are here' } }

/** 所在位置: links to what is above, and the page itself. */
export function BreadcrumbList({ above, title }: { above: readonly JSX.Element[]; title: string }): JSX.Element {
  const t = useTexts(texts)
  return (
    <nav class="breadcrumb" aria-labelledby="place">
      <span id="place">{t.place}</span>
      <ol>
        {above.map((link) => (
          <li>{link}</li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  )
}
