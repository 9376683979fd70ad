import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { pageAddress } from '../../../core/protocol/pages.ts'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { siteMapTexts } from './site-map-texts.ts'
import { type SitePlace, siteTree } from './site-tree.ts'
import './site-map.css'

/** 網站地圖 before the sign-in: the whole tree. */
export function SiteMapPage(): JSX.Element {
  const t = useTexts(siteMapTexts)
  const { portal, session } = useServices()
  const info = useStore(portal)
  const signedIn = useStore(session)
  return (
    <PageMain page="site-map" state={info.state === 'loading' ? 'checking' : info.state} title={t.title}>
      {signedIn && (
        <p>
          <Link to="/site-map/functions">{t.toFunctions}</Link>
        </p>
      )}
      <LoadedPart loaded={info} retry={() => void portal.load()}>
        {({ platform }) => (
          <div class="box site-map">
            <Places places={siteTree(platform)} />
          </div>
        )}
      </LoadedPart>
    </PageMain>
  )
}

function Places({ places }: { places: readonly SitePlace[] }): JSX.Element {
  const language = useLanguage()
  return (
    <ul>
      {places.map((place) => (
        <li key={place.label.en}>
          <PlaceLink place={place}>{say(place.label, language)}</PlaceLink>
          {place.below && place.below.length > 0 && <Places places={place.below} />}
        </li>
      ))}
    </ul>
  )
}

function PlaceLink({
  place: { to, part = '', query = '', hash = '', opensWindow },
  children,
}: {
  place: SitePlace
  children: string
}): JSX.Element {
  const t = useTexts(siteMapTexts)
  if (!opensWindow) {
    return (
      <Link to={to} part={part} query={query} hash={hash}>
        {children}
      </Link>
    )
  }
  return (
    <a href={pageAddress(to, part) + query} target="_blank" rel="noopener">
      {children}
      <Icon name="external" />
      <span class="visually-hidden">{t.newWindow}</span>
    </a>
  )
}
