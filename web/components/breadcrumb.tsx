import type { JSX } from 'preact'
import { say } from '../../core/i18n/text.ts'
import { catalogue, type CatalogueCode } from '../../core/portal/catalogue.ts'
import { wayTo } from '../../core/portal/menu.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { EntryLink } from './entry-link.tsx'
import { Link } from './link.tsx'
import './breadcrumb.css'

const texts = {
  place: { zhTW: '所在位置', en: 'You are here' },
  home: { zhTW: '我的首頁', en: 'My home page' },
}

/** 所在位置, by names: home, the entries of the menu above, and the page itself. */
export function Breadcrumb({ entry, title }: { entry: CatalogueCode | undefined; title: string }): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const above = entry ? wayTo(entry).filter((code) => say(catalogue[code], language) !== title) : []
  return (
    <nav class="breadcrumb" aria-label={t.place}>
      <ol>
        {title !== t.home && (
          <li>
            <Link to="/home">{t.home}</Link>
          </li>
        )}
        {above.map((code) => (
          <li key={code}>
            <EntryLink code={code}>{say(catalogue[code], language)}</EntryLink>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  )
}
