import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { obstacleTo } from '../../../core/portal/sam-applications.ts'
import { entryOfPage } from '../../../core/protocol/entry-pages.ts'
import type { OwnModuleApplication } from '../../../core/protocol/sam.ts'
import type { ServerClock } from '../../api/server-clock.ts'
import { DoneNotice } from '../../components/done-notice.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useStore } from '../../state/use-store.ts'
import { ApplicationDetail } from './application-detail.tsx'
import { ApplicationForm } from './application-form.tsx'
import { ApplicationList } from './application-list.tsx'
import { ImportHelp } from './import-help.tsx'
import { ModulesElsewherePage } from './modules-elsewhere.tsx'
import { samTexts } from './sam-texts.ts'
import './sam.css'

const path = '/sam'

/** 雲端安全模組例行發卡: the representative applies for a module, downloads it, has it revoked. On the VPN platform alone. */
export function SamPage(): JSX.Element {
  const t = useTexts(samTexts)
  const portal = useStore(useServices().portal)
  if (portal.state === 'ready' && portal.value.platform !== 'vpn') return <ModulesElsewherePage />
  return (
    <SignedInPage path={path} entry={entryOfPage(path)} title={t.title}>
      {() => (
        <>
          <WorkAtHand />
          <Modules />
          <ImportHelp />
        </>
      )}
    </SignedInPage>
  )
}

/** 現行作業區 */
function WorkAtHand(): JSX.Element {
  const t = useTexts(samTexts)
  const language = useLanguage()
  return (
    <nav class="sam-work" aria-label={t.work}>
      <strong>{t.work}</strong>
      <Link to="/organizations/managers">{say(actions['maintain-managers'].label, language)}</Link>
      <Link to={path} current>
        {say(actions['apply-modules'].label, language)}
      </Link>
      <Link to="/sam/test-modules">{t.testModules}</Link>
    </nav>
  )
}

function Modules(): JSX.Element {
  const t = useTexts(samTexts)
  const { loaded, take, ask } = useAnswer('GET /api/sam/applications', {})
  const [part, setPart] = useState<'search' | 'add'>('search')
  const [viewed, setViewed] = useState<string>()
  const [done, setDone] = useState<string>()
  const { clock } = useServices()
  const show = (to: 'search' | 'add') => {
    setPart(to)
    setViewed(undefined)
    setDone(undefined)
  }
  return (
    <>
      <Tabs
        name="sam"
        label={t.parts}
        tabs={[
          { key: 'search', label: t.search },
          { key: 'add', label: t.add },
        ]}
        selected={part}
        onSelect={show}
      />
      <TabPanel name="sam" selected={part} class="stack">
        <DoneNotice message={done} />
        <LoadedPart loaded={loaded} retry={() => void ask()}>
          {(list) => {
            const application = list.applications.find(({ id }) => id === viewed)
            const change = (changed: OwnModuleApplication, message?: string) => {
              const applications = list.applications.map((one) => (one.id === changed.id ? changed : one))
              take({ ...list, applications, obstacle: obstacleOf(applications, clock) })
              setDone(message)
            }
            if (part === 'add') {
              return (
                <ApplicationForm
                  list={list}
                  onCancel={() => show('search')}
                  onFiled={(message) => {
                    show('search')
                    setDone(message)
                    void ask()
                  }}
                />
              )
            }
            if (application) {
              return (
                <ApplicationDetail
                  application={application}
                  onChange={change}
                  onDone={setDone}
                  onBack={() => {
                    setViewed(undefined)
                    setDone(undefined)
                    void ask()
                  }}
                />
              )
            }
            return (
              <ApplicationList
                applications={list.applications}
                onView={({ id }) => {
                  setViewed(id)
                  setDone(undefined)
                }}
                onDone={setDone}
                onRefresh={() => void ask()}
              />
            )
          }}
        </LoadedPart>
      </TabPanel>
    </>
  )
}

/** As the server would say it of the list as it is now. */
const obstacleOf = (applications: readonly OwnModuleApplication[], clock: ServerClock) =>
  obstacleTo(
    applications.map(({ state, module }) => ({ state, moduleEnds: module && new Date(module.ends) })),
    new Date(clock.milliseconds()),
  )?.why ?? null
