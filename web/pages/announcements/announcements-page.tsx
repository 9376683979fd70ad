import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { PageMain } from '../../components/page-main.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { announcementTexts } from './announcement-texts.ts'
import { isPublicListName, PublicList } from './public-list.tsx'

/** When this browser last looked at the public announcements. */
const seenName = 'announcements-seen'

/** 業務公告, 系統公告 and 資安專區, for everybody. `?list=` names the tab, `?open=` an announcement that is opened at once. */
export function AnnouncementsPage(): JSX.Element {
  const t = useTexts(announcementTexts)
  const { memory, router } = useServices()
  const query = new URLSearchParams(useStore(router).query)
  const asked = query.get('list')
  const list = isPublicListName(asked) ? asked : 'business'
  const [seenBefore, setSeenBefore] = useState<string>()
  // after the first drawing, which the server may have done: it knows nothing of this browser
  useEffect(() => {
    setSeenBefore(memory.read(seenName))
    memory.write(seenName, new Date().toISOString())
  }, [memory])
  return (
    <PageMain page="announcements" state="ready" title={t.title}>
      <div class="box stack">
        <Tabs
          name="announcements"
          label={t.tabs}
          selected={list}
          onSelect={(to) => router.navigate('/announcements', { query: `?list=${to}`, replace: true })}
          tabs={(['business', 'system', 'security'] as const).map((key) => ({ key, label: t[key] }))}
        />
        <TabPanel name="announcements" selected={list} class="stack">
          <PublicList key={list} list={list} hasSearch seenBefore={seenBefore} open={query.get('open') ?? undefined} />
        </TabPanel>
        <p>
          <a href="/announcements.atom" type="application/atom+xml">
            {t.feed}
          </a>
        </p>
      </div>
    </PageMain>
  )
}
