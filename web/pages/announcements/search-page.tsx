import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { announcementEntries } from '../../../core/portal/announcements.ts'
import { catalogue } from '../../../core/portal/catalogue.ts'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { announcementTexts } from './announcement-texts.ts'
import { OwnSearch, searchQuery } from './own-announcements.tsx'

const path = '/announcements/search'

/** 公告事項查詢: all that the person may see of a kind (`?kind=`), or of an entry of the menu (`?entry=`). */
export function AnnouncementSearchPage(): JSX.Element {
  const t = useTexts(announcementTexts)
  const language = useLanguage()
  const { router } = useServices()
  const query = new URLSearchParams(useStore(router).query)
  const kind = query.get('kind') === 'division' ? 'division' : 'headquarters'
  const entry = announcementEntries.find((code) => code === query.get('entry'))
  return (
    <SignedInPage path={path} entry={entry} title={t.searchTitle}>
      {() => (
        <div class="box stack">
          {entry && <p>{t.within(say(catalogue[entry], language))}</p>}
          {!entry && (
            <Tabs
              name="own"
              label={t.tabs}
              selected={kind}
              onSelect={(to) => router.navigate(path, { query: searchQuery(to, undefined), replace: true })}
              tabs={(['headquarters', 'division'] as const).map((key) => ({ key, label: t[key] }))}
            />
          )}
          {entry ? (
            <OwnSearch kind={kind} entry={entry} />
          ) : (
            <TabPanel name="own" selected={kind}>
              <OwnSearch key={kind} kind={kind} entry={undefined} />
            </TabPanel>
          )}
        </div>
      )}
    </SignedInPage>
  )
}
