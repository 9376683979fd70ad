import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { openFunctions } from '../../../core/portal/authorize.ts'
import { announcementEntries } from '../../../core/portal/announcements.ts'
import { catalogue, type CatalogueCode, isCatalogueCode, isWithin } from '../../../core/portal/catalogue.ts'
import { menuOf, wayTo } from '../../../core/portal/menu.ts'
import { pageOfEntry } from '../../../core/protocol/entry-pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { EntryLink } from '../../components/entry-link.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { askSession } from '../../state/session.ts'
import { useStore } from '../../state/use-store.ts'
import { OwnAnnouncements } from '../announcements/own-announcements.tsx'
import { catalogueTexts } from './catalogue-texts.ts'
import './catalogue-page.css'

const path = '/catalogue'

/** An entry of the service menu, by `?code=`: what may be used below it, or that it is another system's. */
export function CataloguePage(): JSX.Element {
  const t = useTexts(catalogueTexts)
  const { query } = useStore(useServices().router)
  const code = new URLSearchParams(query).get('code') ?? ''
  if (isCatalogueCode(code)) return <EntryPage code={code} />
  return (
    <SignedInPage path={path} title={t.notFound}>
      {() => <ErrorPanel error={noEntry} />}
    </SignedInPage>
  )
}

const noEntry = new CodedError('ERR_REQUEST_NOT_FOUND', 'no such entry of the catalogue')

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
      path={path}
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
  const { router } = useServices()
  let below = menuOf(openFunctions(view))
  for (const step of wayTo(code)) below = below.find((entry) => entry.code === step)?.below ?? []
  if (below.length === 0) {
    return (
      <div class="stack" data-not-connected={code}>
        <Notice>
          <p>
            <strong>{t.notConnected}</strong>
          </p>
          <p>{t.notConnectedWhy}</p>
        </Notice>
        <div class="row">
          <Button onClick={() => router.navigate('/home')}>{t.home}</Button>
        </div>
      </div>
    )
  }
  return (
    <nav class="box stack" aria-labelledby="below">
      <h2 id="below">{t.below}</h2>
      <ul class="entry-list">
        {below.map(({ code }) => (
          <li key={code}>
            <EntryLink code={code}>{say(catalogue[code], language)}</EntryLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
