import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { authorize, openFunctions } from '../../../core/portal/authorize.ts'
import { catalogue, type CatalogueCode, entriesBelow, isWithin } from '../../../core/portal/catalogue.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { EntryLink } from '../../components/entry-link.tsx'
import { Link } from '../../components/link.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { StaffMenu } from '../staff/staff-menu.tsx'
import { siteMapTexts } from './site-map-texts.ts'
import './site-map.css'

/** 網站地圖 after the sign-in: all open functions; those that may be used are green links, the others black text. */
export function FunctionsPage(): JSX.Element {
  const t = useTexts(siteMapTexts)
  return (
    <SignedInPage path="/site-map/functions" title={t.title}>
      {(view) => (
        <>
          <p>{t.lead}</p>
          <p>
            <Link to="/site-map">{t.toSite}</Link>
          </p>
          <div class="box site-map">
            <Entries codes={entriesBelow()} open={openFunctions(view)} />
            <Shortcuts view={view} />
          </div>
          <StaffMenu session={view} />
        </>
      )}
    </SignedInPage>
  )
}

/** 下載捷徑專區 stands beside the functions, as in the menu. */
function Shortcuts({ view }: { view: SessionView }): JSX.Element {
  const name = say(actions['download-data'].label, useLanguage())
  return (
    <ul>
      <li data-shortcuts>
        {authorize('download-data', view) ? (
          <Link to="/shortcuts" class="site-map-open">
            {name}
          </Link>
        ) : (
          <span>{name}</span>
        )}
      </li>
    </ul>
  )
}

function Entries({
  codes,
  open,
}: {
  codes: readonly CatalogueCode[]
  open: readonly CatalogueCode[]
}): JSX.Element | null {
  const language = useLanguage()
  if (codes.length === 0) return null
  return (
    <ul>
      {codes.map((code) => {
        const name = `${code} ${say(catalogue[code], language)}`
        return (
          <li key={code} data-entry={code}>
            {open.some((entry) => isWithin(entry, code)) ? (
              <EntryLink code={code} class="site-map-open">
                {name}
              </EntryLink>
            ) : (
              <span>{name}</span>
            )}
            <Entries codes={entriesBelow(code)} open={open} />
          </li>
        )
      })}
    </ul>
  )
}
