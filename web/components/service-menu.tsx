import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../core/i18n/text.ts'
import { openFunctions } from '../../core/portal/authorize.ts'
import { catalogue, type CatalogueCode, isWithin } from '../../core/portal/catalogue.ts'
import { type MenuEntry, menuOf } from '../../core/portal/menu.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { EntryLink } from './entry-link.tsx'
import { Icon } from './icon.tsx'
import './service-menu.css'

const texts = {
  menu: { zhTW: '服務選單', en: 'Services' },
  closed: { zhTW: '（沒有可使用的功能）', en: ' (nothing here for you to use)' },
}

/**
 * The menu on the left, folding out in three layers. A category in which nothing may be done is grey and does not fold out.
 * On a narrow screen the whole menu folds too.
 */
export function ServiceMenu({
  session,
  current,
}: {
  session: SessionView
  current: CatalogueCode | undefined
}): JSX.Element {
  const t = useTexts(texts)
  const [shown, setShown] = useState(false)
  return (
    <nav class="service-menu" aria-label={t.menu} data-shown={shown}>
      <button
        type="button"
        class="service-menu-switch"
        aria-expanded={shown}
        aria-controls="service-menu"
        onClick={() => setShown(!shown)}
      >
        {t.menu}
        <Icon name="chevron" />
      </button>
      <ul id="service-menu">
        {menuOf(openFunctions(session)).map((entry) => (
          <li key={entry.code} data-entry={entry.code}>
            <Entry entry={entry} current={current} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Entry({ entry, current }: { entry: MenuEntry; current: CatalogueCode | undefined }): JSX.Element {
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
  if (below.length === 0) {
    return (
      <EntryLink code={code} class="service-menu-entry" current={code === current}>
        <Code code={code} />
        {label}
      </EntryLink>
    )
  }
  const listId = `service-menu-${code}`
  return (
    <>
      <button
        type="button"
        class="service-menu-entry"
        aria-expanded={shown}
        aria-controls={listId}
        onClick={() => setShown(!shown)}
      >
        <Code code={code} />
        {label}
        <Icon name="chevron" />
      </button>
      <ul id={listId} hidden={!shown}>
        {below.map((entry) => (
          <li key={entry.code} data-entry={entry.code}>
            <Entry entry={entry} current={current} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Of a category its letter. Below it the place in the menu says as much. */
const Code = ({ code }: { code: CatalogueCode }): JSX.Element | null =>
  code.length === 1 ? <span class="service-menu-code">{code}</span> : null
