import type { JSX } from 'preact'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Link } from '../../components/link.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { PublicList } from '../announcements/public-list.tsx'
import { ComputerSteps } from './computer-steps.tsx'
import { guideTexts } from './guide-texts.ts'
import { Manual } from './manual.tsx'
import './guide.css'

/** 常見問答 are long: they come when somebody asks. */
const QuestionList = lazy(async () => (await import('./question-list.tsx')).QuestionList, FetchingPart)

/** What each tab shows. */
const panels = {
  system: () => <PublicList key="system" list="system" hasSearch />,
  security: () => <PublicList key="security" list="security" hasSearch />,
  computer: () => <ComputerSteps />,
  questions: () => <QuestionList />,
  manual: () => <Manual />,
} as const

type TabName = keyof typeof panels

const tabNames = Object.keys(panels) as TabName[]

/** 網站使用說明. `?tab=` names the tab; a question is found by its anchor. */
export function GuidePage(): JSX.Element {
  const t = useTexts(guideTexts)
  const { router } = useServices()
  const asked = new URLSearchParams(useStore(router).query).get('tab')
  const tab = tabNames.find((name) => name === asked) ?? 'system'
  const overview = <Link to="/guide">{t.title}</Link>
  return (
    <PageMain
      page="guide"
      state="ready"
      title={asked === tab ? t[tab] : t.title}
      above={asked === tab ? [overview] : []}
    >
      <div class="box stack">
        <Tabs
          name="guide"
          label={t.tabs}
          selected={tab}
          onSelect={(to) => router.navigate('/guide', { query: `?tab=${to}`, replace: true })}
          tabs={tabNames.map((key) => ({ key, label: t[key] }))}
        />
        <TabPanel name="guide" selected={tab} class="stack">
          {panels[tab]()}
        </TabPanel>
      </div>
    </PageMain>
  )
}
