import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ExtensionProblem } from '../../components/extension-problem.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { useExtension } from '../../state/use-extension.ts'
import { useShowFragment } from '../../state/use-show-fragment.ts'
import { useStore } from '../../state/use-store.ts'
import { Authorities } from './authorities.tsx'
import { CardServiceHelp } from './card-service-help.tsx'
import { cardServiceTexts, authorityTexts, checkTexts } from './check-texts.ts'
import { PageRowList } from './page-row-list.tsx'
import { SendReport } from './send-report.tsx'
import { usePageCheck } from './use-page-check.ts'
import './check-page.css'

/** 電腦設定檢測 from the portal: the way to the extension's check, what this page can see without it, and how to get both parts. */
export function CheckPage(): JSX.Element {
  const t = useTexts(checkTexts)
  const service = useTexts(cardServiceTexts)
  const authority = useTexts(authorityTexts)
  const { extension } = useExtension()
  const portal = useStore(useServices().portal)
  const { rows, look } = usePageCheck(extension)
  const [sends] = useState(() => location.hash === '#report')
  const info = portal.state === 'ready' ? portal.value : undefined
  useShowFragment(info !== undefined)
  return (
    <PageMain page="check" state={rows ? 'ready' : 'checking'} title={t.title} data-extension={extension.name}>
      {sends && <SendReport />}
      <section class="box stack" aria-labelledby="component">
        <h2 id="component">{t.component}</h2>
        {extension.name === 'checking' && <Waiting>{t.checking}</Waiting>}
        {extension.name === 'ready' && <OpenCheck />}
        {extension.name !== 'checking' && extension.name !== 'ready' && info && (
          <ExtensionProblem problem={extension} portal={info} />
        )}
      </section>
      <section class="box stack" aria-labelledby="by-itself">
        <h2 id="by-itself">{t.byItself}</h2>
        {rows ? <PageRowList rows={rows} /> : <Waiting>{t.checking}</Waiting>}
        <div class="row">
          <Button disabled={!rows} onClick={look}>
            {t.checkAgain}
          </Button>
        </div>
      </section>
      <nav class="row" aria-label={t.contents}>
        <a href="#card-service">{service.title}</a>
        <a href="#certificates">{authority.title}</a>
      </nav>
      <CardServiceHelp address={info?.cardService} />
      <Authorities />
    </PageMain>
  )
}

/** The button, and why it could not do it. */
function OpenCheck(): JSX.Element {
  const t = useTexts(checkTexts)
  const { bridge } = useServices()
  const [error, setError] = useState<CodedError>()
  const open = async () => {
    setError(undefined)
    try {
      await bridge.openPage({ page: 'check' })
    } catch (cause) {
      setError(toCodedError(cause))
    }
  }
  return (
    <>
      <p>{t.componentReady}</p>
      <div class="row">
        <Button kind="primary" icon="check" onClick={() => void open()}>
          {t.openCheck}
        </Button>
      </div>
      {error && <ErrorPanel error={error} takeFocus />}
    </>
  )
}
