import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { PageFrame } from './components/page-frame.tsx'
import { pageTitleId } from './components/page-main.tsx'
import { NotFoundPage } from './pages/not-found/not-found-page.tsx'
import { pageComponents } from './pages/pages.ts'
import { LanguageContext } from './state/language.ts'
import { type Services, ServicesContext } from './state/services.ts'
import { useStore } from './state/use-store.ts'

/** The portal: its frame, and the page for the present address. */
export function App({ services }: { services: Services }): JSX.Element {
  const language = useStore(services.language)
  const { path } = useStore(services.router)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useFocusOnChange(path)
  const Page = path === undefined ? NotFoundPage : pageComponents[path]
  return (
    <ServicesContext.Provider value={services}>
      <LanguageContext.Provider value={language}>
        <PageFrame>
          <Page key={path} />
        </PageFrame>
      </LanguageContext.Provider>
    </ServicesContext.Provider>
  )
}

/** After a change of page the focus is on its h1, as after a load: keyboard and screen reader start at the top. */
function useFocusOnChange(path: string | undefined): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    scrollTo(0, 0)
    document.getElementById(pageTitleId)?.focus()
  }, [path])
}
