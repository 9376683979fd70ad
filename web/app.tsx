import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { PageFrame } from './components/page-frame.tsx'
import { hasNotices, LaterPage, UrgentNotices } from './pages/later-parts.ts'
import { SignInPage } from './pages/sign-in/sign-in-page.tsx'
import { LanguageContext } from './state/language.ts'
import { type Services, ServicesContext } from './state/services.ts'
import { useFocusOnChange } from './state/use-focus-on-change.ts'
import { useStore } from './state/use-store.ts'

/** The portals: their frame, and the page for the present address. */
export function App({ services }: { services: Services }): JSX.Element {
  const language = useStore(services.language)
  const { path, part, query } = useStore(services.router)
  const address = `${path}/${part}${query}`
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useFocusOnChange(address)
  return (
    <ServicesContext.Provider value={services}>
      <LanguageContext.Provider value={language}>
        <PageFrame>
          {hasNotices(path) && <UrgentNotices />}
          {path === '/' ? <SignInPage key={address} /> : <LaterPage key={address} path={path} />}
        </PageFrame>
      </LanguageContext.Provider>
    </ServicesContext.Provider>
  )
}
