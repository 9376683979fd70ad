import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { type SupportWay, supportWayCodes, supportWays } from '../../../core/portal/support-ways.ts'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy, type LazyComponent } from '../../components/lazy.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import type { PortalInfo } from '../../state/portal.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { arrivalTexts } from '../sign-in/sign-in-texts.ts'
import { Done } from './done.tsx'
import type { PanelProps } from './panel-props.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'

/** Each way comes when it is chosen. */
const panels: Readonly<Record<SupportWay, LazyComponent<PanelProps>>> = {
  'nhi-card': lazy(async () => (await import('./nhi-card-panel.tsx')).NhiCardPanel, FetchingPart),
  'nhi-phone': lazy(async () => (await import('./phone-panel.tsx')).PhonePanel, FetchingPart),
  certificate: lazy(async () => (await import('./certificate-panel.tsx')).CertificatePanel, FetchingPart),
}

const wayName = 'support-way'

/** 登入: one of three ways, and how far the person has come. */
export function SupportSignInPage(): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const language = useLanguage()
  const { portal, router } = useServices()
  const info = useStore(portal)
  const { arrival } = useStore(router)
  const state = info.state === 'loading' ? 'checking' : info.state
  return (
    <PageMain page="sign-in" state={state} title={t.title}>
      {arrival && (
        <Notice tone={arrival === 'signed-out' ? 'ok' : 'warning'} live>
          <p>{say(arrivalTexts[arrival], language)}</p>
        </Notice>
      )}
      {info.state === 'loading' && <Waiting>{t.loading}</Waiting>}
      {info.state === 'failed' && (
        <ErrorPanel error={info.error} remedies={{ retry: { run: () => void portal.load() } }} others={['retry']} />
      )}
      {info.state === 'ready' && <SignIn portal={info.value} />}
    </PageMain>
  )
}

function SignIn({ portal }: { portal: PortalInfo }): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const language = useLanguage()
  const { browser, memory } = useServices()
  const ways = portal.support?.ways ?? ['certificate']
  const [way, setWay] = useState<SupportWay>(() => {
    const remembered = ways.find((one) => one === memory.read(wayName))
    // Where no extension can be had, cards are of no use.
    return (
      remembered ??
      (ways.includes('nhi-phone') && browser.shop === undefined ? 'nhi-phone' : (ways[0] ?? 'certificate'))
    )
  })
  const [done, setDone] = useState(0)
  const choose = (next: SupportWay) => {
    setWay(next)
    setDone(0)
    memory.write(wayName, next)
  }
  const Panel = panels[way]
  return (
    <div class="box stack">
      <Done percent={done} />
      <h2 id="choose-way">{t.way}</h2>
      <Tabs
        name="way"
        label={t.way}
        selected={way}
        onSelect={choose}
        tabs={supportWayCodes.map((key) => ({ key, label: say(supportWays[key].label, language) }))}
      />
      <TabPanel name="way" selected={way} class="stack">
        {ways.includes(way) ? <Panel key={way} portal={portal} onDone={setDone} /> : <p>{t.later}</p>}
      </TabPanel>
    </div>
  )
}
