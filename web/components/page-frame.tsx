import type { ComponentChildren, JSX } from 'preact'
import { footLinks, sideLinks, signedInTopLinks, topLinks } from '../../core/protocol/frame-links.ts'
import { isBehindSignIn } from '../../core/protocol/pages.ts'
import { useTexts } from '../state/language.ts'
import { usePortalTitle } from '../state/portal-title.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { FrameLinkList } from './frame-link-list.tsx'
import { Helpdesk } from './helpdesk.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Link } from './link.tsx'
import { SideMenu } from './side-menu.tsx'
import { CardWatch, SessionTools } from './signed-in-parts.tsx'
import './page-frame.css'

const texts = {
  skip: { zhTW: '跳到主要內容', en: 'Skip to the main content' },
  about: { zhTW: '網站導覽', en: 'About this site' },
  policies: { zhTW: '網站政策', en: 'Policies' },
  test: {
    zhTW: '測試環境：請只使用測試卡，正式卡片可能因混用而鎖卡。',
    en: 'Test environment: use test cards only; a production card may be locked by mixing.',
  },
  pin: {
    zhTW: 'PIN 碼只在讀卡元件的視窗輸入。本系統不會以電話、電子郵件或網頁欄位向您索取 PIN 碼。',
    en: 'Enter your PIN in the card component’s window only. We never ask for it by phone, by mail or on a page.',
  },
  browser: (name: string, version: number | undefined) => ({
    zhTW: `您正使用 ${name} 瀏覽器${version === undefined ? '' : `（版本 ${version}）`}`,
    en: `You are using ${name}${version === undefined ? '' : ` (version ${version})`}`,
  }),
}

/**
 * What surrounds every page: the name, where else to go, the language, who is signed in; on the left of the pages before
 * the sign-in their menu; below, the word about PINs, the policies, and behind the sign-in whom to ask.
 */
export function PageFrame({ children }: { children: ComponentChildren }): JSX.Element {
  const t = useTexts(texts)
  const title = usePortalTitle()
  const { browser, portal, router, session } = useServices()
  const info = useStore(portal)
  const signedIn = useStore(session)
  const { path } = useStore(router)
  const hasSideMenu = signedIn === undefined && (path === undefined || !isBehindSignIn(path))
  return (
    <div class="frame">
      <div>
        <a class="skip-link" href="#main">
          {t.skip}
        </a>
        <header class="frame-header">
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
          <div class="frame-width frame-top">
            {browser.name && <p>{t.browser(browser.name, browser.version)}</p>}
            <nav aria-label={t.about}>
              <FrameLinkList links={signedIn ? signedInTopLinks : topLinks} />
            </nav>
          </div>
          {info.state === 'ready' && info.value.environment === 'test' && (
            <div class="frame-test">
              <p class="frame-width">{t.test}</p>
            </div>
          )}
        </header>
        {signedIn && signedIn.cardWatch !== 'off' && <CardWatch />}
      </div>
      <div class={hasSideMenu ? 'frame-width frame-columns' : ''}>
        {hasSideMenu && <SideMenu />}
        <div class="frame-page">{children}</div>
      </div>
      <footer class="frame-footer">
        <div class="frame-width">
          {signedIn && <Helpdesk />}
          <nav aria-label={t.policies}>
            <FrameLinkList links={signedIn ? [...sideLinks, ...footLinks] : footLinks} />
          </nav>
          <p>{t.pin}</p>
        </div>
      </footer>
    </div>
  )
}

const Mark = (): JSX.Element => (
  <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <rect width="40" height="40" rx="10" />
    <path d="M20 10v20M10 20h20M13 13h14v14H13z" />
  </svg>
)
