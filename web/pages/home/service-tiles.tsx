import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { openFunctions } from '../../../core/portal/authorize.ts'
import { catalogue } from '../../../core/portal/catalogue.ts'
import { type MenuEntry, menuOf } from '../../../core/portal/menu.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { EntryLink } from '../../components/entry-link.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { homeTexts } from './home-texts.ts'

/** The categories A to O as tiles: each equals its entry in the menu. */
export function ServiceTiles({ session }: { session: SessionView }): JSX.Element {
  const t = useTexts(homeTexts)
  return (
    <section class="stack" aria-labelledby="tiles">
      <h2 id="tiles">{t.services}</h2>
      <ul class="tiles">
        {menuOf(openFunctions(session)).map((entry) => (
          <li key={entry.code} data-tile={entry.code}>
            <Tile entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tile({ entry: { code, isOpen } }: { entry: MenuEntry }): JSX.Element {
  const t = useTexts(homeTexts)
  const name = say(catalogue[code], useLanguage())
  const inside = (
    <>
      <span class="tile-code">{code}</span>
      <span>
        {name}
        {!isOpen && <span class="visually-hidden">{t.closed}</span>}
      </span>
    </>
  )
  return isOpen ? (
    <EntryLink code={code} class="tile">
      {inside}
    </EntryLink>
  ) : (
    <span class="tile tile-closed">{inside}</span>
  )
}
