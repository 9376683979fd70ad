import type { ComponentChildren, JSX } from 'preact'
import { supportFootLinks, supportLinks, supportSignedInLinks } from '../../core/protocol/frame-links.ts'
import { formatDay } from '../components/date-time.tsx'
import { FrameLinkList } from '../components/frame-link-list.tsx'
import { Helpdesk } from '../components/helpdesk.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { Link } from '../components/link.tsx'
import { CardWatch, SessionTools } from '../components/signed-in-parts.tsx'
import { useLanguage, useTexts } from '../state/language.ts'
import type { PortalInfo } from '../state/portal.ts'
import { usePortalTitle } from '../state/portal-title.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { frameTexts } from './support-frame-texts.ts'
import '../components/page-frame.css'
import './support-frame.css'

/** What surrounds every page of the support-reporting system. */
export function SupportFrame({ children }: { children: ComponentChildren }): JSX.Element {
  const t = useTexts(frameTexts)
  const title = usePortalTitle()
  const { portal, session } = useServices()
  const info = useStore(portal)
  const signedIn = useStore(session)
  const environment = info.state === 'ready' ? info.value.environment : undefined
  const support = info.state === 'ready' ? info.value.support : null
  return (
    <div class="frame">
      <div>
        <a class="skip-link" href="#main">
          {t.skip}
        </a>
        <header class="support-header" data-environment={environment}>
          <div class="frame-width frame-bar">
            <Link to={signedIn ? '/home' : '/'} class="frame-brand">
              <Mark />
              {title}
            </Link>
            <div class="frame-tools">
              {signedIn && <SessionTools session={signedIn} />}
              <LanguageSwitch />
            </div>
          </div>
          {environment === 'test' && (
            <div class="support-test">
              <p class="frame-width">{t.test}</p>
            </div>
          )}
          {support && <Notices support={support} />}
        </header>
        <nav class="support-places" aria-label={t.places}>
          <div class="frame-width">
            <FrameLinkList links={signedIn ? supportSignedInLinks : supportLinks} />
          </div>
        </nav>
        {signedIn && signedIn.cardWatch !== 'off' && <CardWatch />}
      </div>
      <div class="frame-page">{children}</div>
      <footer class="frame-footer">
        <div class="frame-width">
          <Helpdesk />
          <nav aria-label={t.policies}>
            <FrameLinkList links={supportFootLinks} />
          </nav>
          <p>{t.pin}</p>
        </div>
      </footer>
    </div>
  )
}

/** When it opens, and where real reports are filed until it takes them. */
function Notices({
  support: { opensOn, goesLiveOn, earlierSystem },
}: {
  support: NonNullable<PortalInfo['support']>
}): JSX.Element {
  const t = useTexts(frameTexts)
  const language = useLanguage()
  return (
    <>
      {opensOn !== null && (
        <div class="support-notice" data-notice="opens">
          <p class="frame-width">{t.opens(formatDay(opensOn, language))}</p>
        </div>
      )}
      {goesLiveOn !== null && earlierSystem !== null && (
        <div class="support-notice" data-notice="earlier">
          <p class="frame-width">
            {t.earlier(formatDay(goesLiveOn, language))}{' '}
            <a href={earlierSystem} target="_blank" rel="noopener noreferrer">
              {t.earlierLink}
            </a>
          </p>
        </div>
      )}
    </>
  )
}

const Mark = (): JSX.Element => (
  <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="20" />
    <path d="M11 21l6 6 12-14" />
  </svg>
)
