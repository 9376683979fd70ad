import type { ComponentChildren, JSX } from 'preact'
import { supportFootLinks, supportLinks, supportSignedInLinks } from '../../core/protocol/frame-links.ts'
import { FrameLinkList } from '../components/frame-link-list.tsx'
import { Helpdesk } from '../components/helpdesk.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { Link } from '../components/link.tsx'
import { CardWatch, SessionTools } from '../components/signed-in-parts.tsx'
import { useTexts } from '../state/language.ts'
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
        </header>
        {environment === 'test' && (
          <div class="support-test">
            <p class="frame-width">{t.test}</p>
          </div>
        )}
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

const Mark = (): JSX.Element => (
  <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="20" />
    <path d="M11 21l6 6 12-14" />
  </svg>
)
