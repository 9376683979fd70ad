import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { SupportSignInPage } from '../pages/support-sign-in/support-sign-in-page.tsx'
import { LanguageContext } from '../state/language.ts'
import { type Services, ServicesContext } from '../state/services.ts'
import { useFocusOnChange } from '../state/use-focus-on-change.ts'
import { useStore } from '../state/use-store.ts'
import { SupportFrame } from './support-frame.tsx'
import { SupportNotFoundPage, supportPages } from './support-pages.ts'

/** The support-reporting system: its frame, and the page for the present address. */
export function SupportApp({ services }: { services: Services }): JSX.Element {
  const language = useStore(services.language)
  const { path, part, query } = useStore(services.router)
  const address = `${path}/${part}${query}`
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useFocusOnChange(address)
  const Page = path === '/' ? SupportSignInPage : ((path && supportPages[path]) ?? SupportNotFoundPage)
  return (
    <ServicesContext.Provider value={services}>
      <LanguageContext.Provider value={language}>
        <SupportFrame>
          <Page key={address} />
        </SupportFrame>
      </LanguageContext.Provider>
    </ServicesContext.Provider>
  )
}
