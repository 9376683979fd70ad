import { Fragment, type JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../core/i18n/text.ts'
import { actions } from '../../core/portal/actions.ts'
import { authorize, openFunctions } from '../../core/portal/authorize.ts'
import { catalogue, type CatalogueCode, isWithin, parentOf } from '../../core/portal/catalogue.ts'
import { type MenuEntry, menuBelow, menuOf } from '../../core/portal/menu.ts'
import { ownFirst } from '../../core/protocol/entry-pages.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { ElsewhereWord } from './elsewhere-word.tsx'
import { EntryLink } from './entry-link.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import './service-menu.css'

const texts = {
  menu: { zhTW: '服務選單', en: 'Services' },
  closed: { zhTW: '（沒有可使用的功能）', en: ' (nothing here for you to use)' },
  unfold: (name: string) => ({ zhTW: `展開「${name}」`, en: `Unfold: ${name}` }),
}

/**
 * The menu on the left. On the first layer it is the whole, folding out in three layers: a category in which nothing may be
 * done is grey and does not fold out. On a page below, it is what stands below the page, or beside it. On a narrow screen the
 * whole menu folds too.
 */
export function ServiceMenu({
  session,
  current,
}: {
  session: SessionView
  current: CatalogueCode | undefined
}): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const { path } = useStore(useServices().router)
  const [shown, setShown] = useState(false)
  const open = openFunctions(session)
  const above = current && [current, parentOf(current)].find((code) => code && menuBelow(code, open).length > 0)
  const name = above ? say(catalogue[above], language) : t.menu
  return (
    <nav class="service-menu" aria-label={name} data-shown={shown} data-below={above}>
      <button
        type="button"
        class="service-menu-switch"
        aria-expanded={shown}
        aria-controls="service-menu"
        onClick={() => setShown(!shown)}
      >
        {name}
        <Icon name="chevron" />
      </button>
      {above && <p class="service-menu-title">{name}</p>}
      <Entries
        id="service-menu"
        entries={above ? menuBelow(above, open) : menuOf(open)}
        current={current}
        isFlat={!!above}
      />
      {authorize('download-data', session) && (
        <ul>
          <li>
            <Link to="/shortcuts" class="service-menu-entry" current={path === '/shortcuts'}>
              {say(actions['download-data'].label, language)}
            </Link>
          </li>
        </ul>
      )}
    </nav>
  )
}

/** What opens a window of its own comes last, below a word that says so. */
function Entries({
  id,
  entries,
  current,
  isFlat,
  isHidden = false,
}: {
  id: string
  entries: readonly MenuEntry[]
  current: CatalogueCode | undefined
  /** Without what stands below them. */
  isFlat: boolean
  isHidden?: boolean
}): JSX.Element {
  const { sorted, firstElsewhere } = ownFirst(entries)
  return (
    <ul id={id} hidden={isHidden}>
      {sorted.map((entry) => (
        <Fragment key={entry.code}>
          {entry.code === firstElsewhere && (
            <li class="service-menu-word">
              <ElsewhereWord />
            </li>
          )}
          <li data-entry={entry.code}>
            <Entry entry={entry} current={current} isFlat={isFlat} />
          </li>
        </Fragment>
      ))}
    </ul>
  )
}

function Entry({
  entry,
  current,
  isFlat,
}: {
  entry: MenuEntry
  current: CatalogueCode | undefined
  isFlat: boolean
}): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const { code, isOpen, below } = entry
  const label = say(catalogue[code], language)
  const [shown, setShown] = useState(current !== undefined && isWithin(current, code))
  if (!isOpen) {
    return (
      <span class="service-menu-entry service-menu-closed">
        <Code code={code} />
        <span>
          {label}
          <span class="visually-hidden">{t.closed}</span>
        </span>
      </span>
    )
  }
  const link = (
    <EntryLink code={code} class="service-menu-entry" current={code === current}>
      <Code code={code} />
      {label}
    </EntryLink>
  )
  if (below.length === 0 || isFlat) return link
  const listId = `service-menu-${code}`
  return (
    <>
      {link}
      <button
        type="button"
        class="service-menu-fold"
        aria-expanded={shown}
        aria-controls={listId}
        aria-label={t.unfold(label)}
        onClick={() => setShown(!shown)}
      >
        <Icon name="chevron" />
      </button>
      <Entries id={listId} entries={below} current={current} isFlat={false} isHidden={!shown} />
    </>
  )
}

/** Of a category its letter. Below it the place in the menu says as much. */
const Code = ({ code }: { code: CatalogueCode }): JSX.Element | null =>
  code.length === 1 ? <span class="service-menu-code">{code}</span> : null
