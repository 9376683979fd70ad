import type { JSX } from 'preact'
import { say } from '../../core/i18n/text.ts'
import { catalogue, type CatalogueCode } from '../../core/portal/catalogue.ts'
import { wayTo } from '../../core/portal/menu.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { BreadcrumbList } from './breadcrumb-list.tsx'
import { EntryLink } from './entry-link.tsx'
import { Link } from './link.tsx'

const texts = { home: { zhTW: '我的首頁', en: 'My home page' } }

/** 所在位置 behind the sign-in, by names: home, the entries of the menu above, and the page itself. */
export function Breadcrumb({ entry, title }: { entry: CatalogueCode | undefined; title: string }): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const above = entry ? wayTo(entry).filter((code) => say(catalogue[code], language) !== title) : []
  const home = title === t.home ? [] : [<Link to="/home">{t.home}</Link>]
  const entries = above.map((code) => <EntryLink code={code}>{say(catalogue[code], language)}</EntryLink>)
  return <BreadcrumbList above={[...home, ...entries]} title={title} />
}
