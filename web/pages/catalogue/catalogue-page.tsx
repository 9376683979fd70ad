import { Fragment, type JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { openFunctions } from '../../../core/portal/authorize.ts'
import { announcementEntries } from '../../../core/portal/announcements.ts'
import { catalogue, type CatalogueCode, isCatalogueCode, isWithin } from '../../../core/portal/catalogue.ts'
import { menuBelow } from '../../../core/portal/menu.ts'
import { ownFirst, pageOfEntry } from '../../../core/protocol/entry-pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { ElsewhereWord } from '../../components/elsewhere-word.tsx'
import { EntryLink } from '../../components/entry-link.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { SystemEntrance } from '../../components/system-entrance.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { askSession } from '../../state/session.ts'
import { useStore } from '../../state/use-store.ts'
import { NotFoundPage } from '../not-found/not-found-page.tsx'
import { OwnAnnouncements } from '../announcements/own-announcements.tsx'
import { catalogueTexts } from './catalogue-texts.ts'
import './catalogue-page.css'

/**
 * An entry of the service menu, `/catalogue/A.02`. Of a category or a sub-item: what may be used below it, and its own
 * announcements. Of a function: it is another system's, and leads there.
 */
export function CataloguePage(): JSX.Element {
  const { part } = useStore(useServices().router)
  return isCatalogueCode(part) ? <EntryPage code={part} /> : <NotFoundPage />
}

function EntryPage({ code }: { code: CatalogueCode }): JSX.Element {
  const services = useServices()
  const language = useLanguage()
  const page = pageOfEntry(code)
  const layerEntry = announcementEntries.find((entry) => entry === code)
  useEffect(() => {
    if (page) services.router.navigate(page, { replace: true })
    // no other request says whether the right is still held
    else if (services.session.get()) void askSession(services).catch(() => undefined)
  }, [services, page])
  return (
    <SignedInPage
      path="/catalogue"
      entry={code}
      title={say(catalogue[code], language)}
      mayUse={(view) => openFunctions(view).some((open) => isWithin(open, code))}
    >
      {(view) => (
        <>
          <Below code={code} view={view} />
          {layerEntry && <OwnAnnouncements kind="headquarters" entry={layerEntry} />}
        </>
      )}
    </SignedInPage>
  )
}

function Below({ code, view }: { code: CatalogueCode; view: SessionView }): JSX.Element {
  const t = useTexts(catalogueTexts)
  const language = useLanguage()
  const below = menuBelow(code, openFunctions(view))
  if (below.length === 0) return <SystemEntrance code={code} />
  const { sorted, firstElsewhere } = ownFirst(below)
  return (
    <nav class="box stack" aria-labelledby="below">
      <h2 id="below">{t.below}</h2>
      <ul class="entry-list">
        {sorted.map(({ code }) => (
          <Fragment key={code}>
            {code === firstElsewhere && (
              <li class="quiet">
                <ElsewhereWord />
              </li>
            )}
            <li>
              <EntryLink code={code}>{say(catalogue[code], language)}</EntryLink>
            </li>
          </Fragment>
        ))}
      </ul>
    </nav>
  )
}
