import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { say } from '../../../core/i18n/text.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ExternalLink } from '../../components/external-link.tsx'
import { Facts } from '../../components/facts.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFile } from '../../state/save-file.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useStore } from '../../state/use-store.ts'
import { ImportHelp } from './import-help.tsx'
import { ModulesElsewherePage } from './modules-elsewhere.tsx'
import { agencyAddresses, helpdesk, pairRows, testCardSteps, testModulesTexts } from './test-modules-texts.ts'
import './sam.css'

/** 測試用雲端安全模組下載: for anybody inside the VPN, with what there is to know about test cards. */
export function TestModulesPage(): JSX.Element {
  const t = useTexts(testModulesTexts)
  const portal = useStore(useServices().portal)
  if (portal.state === 'ready' && portal.value.platform !== 'vpn') return <ModulesElsewherePage />
  return (
    <PageMain page="test-modules" state={portal.state === 'ready' ? 'ready' : 'checking'} title={t.title}>
      <p>{t.lead}</p>
      {portal.state === 'ready' && <TestModules />}
      <Pairs />
      <TestCards />
      <ImportHelp />
    </PageMain>
  )
}

function TestModules(): JSX.Element {
  const t = useTexts(testModulesTexts)
  const { call } = useServices()
  const { loaded, ask } = useAnswer('GET /api/sam/test-modules', {})
  const { change, run } = useChange()
  const [done, setDone] = useState<string>()
  const download = (module: string) =>
    run(async () => {
      const { fileName, zip } = await call('GET /api/sam/test-module', { module })
      saveFile(fileName, fromBase64(zip), 'application/zip')
      setDone(t.saved(fileName))
    })
  return (
    <section class="box stack" aria-labelledby="modules">
      <h2 id="modules">{t.list}</h2>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(answer) => <ModuleTable answer={answer} working={change.state === 'working'} onDownload={download} />}
      </LoadedPart>
    </section>
  )
}

function ModuleTable({
  answer: { modules, secret },
  working,
  onDownload,
}: {
  answer: RouteAnswer<'GET /api/sam/test-modules'>
  working: boolean
  onDownload: (module: string) => Promise<void>
}): JSX.Element {
  const t = useTexts(testModulesTexts)
  if (modules.length === 0) return <p>{t.none}</p>
  return (
    <>
      <DataTable
        caption={t.caption(modules.length)}
        rows={modules}
        rowKey={({ module }) => module}
        columns={[
          {
            key: 'institution',
            title: t.institution,
            isRowHeader: true,
            cell: ({ institution }) => t.nameOf(institution),
          },
          { key: 'module', title: t.module, cell: ({ module }) => <code>{module}</code> },
          { key: 'ends', title: t.ends, cell: ({ ends }) => <Day iso={ends} /> },
          {
            key: 'download',
            title: t.download,
            cell: ({ institution, module }) => (
              <Button label={t.downloadOf(institution)} disabled={working} onClick={() => void onDownload(module)}>
                {t.download}
              </Button>
            ),
          },
        ]}
      />
      <p>{t.secret}</p>
      <p>
        <code>{secret}</code> <CopyButton label={t.copy} text={() => secret} />
      </p>
    </>
  )
}

function Pairs(): JSX.Element {
  const t = useTexts(testModulesTexts)
  const language = useLanguage()
  return (
    <section class="box stack" aria-labelledby="pairs">
      <h2 id="pairs">{t.pairs}</h2>
      <DataTable
        caption={t.pairsCaption}
        rows={pairRows}
        rowKey={({ module }) => module.en}
        columns={[
          { key: 'module', title: t.pairsModule, isRowHeader: true, cell: ({ module }) => say(module, language) },
          { key: 'cards', title: t.pairsCards, cell: ({ cards }) => say(cards, language) },
          { key: 'never', title: t.pairsNever, cell: ({ never }) => say(never, language) },
        ]}
      />
      <Notice tone="warning">
        <p>{t.mixing}</p>
      </Notice>
    </section>
  )
}

function TestCards(): JSX.Element {
  const t = useTexts(testModulesTexts)
  const language = useLanguage()
  return (
    <>
      <section class="box stack" aria-labelledby="test-cards">
        <h2 id="test-cards">{t.cards}</h2>
        <ol>
          {testCardSteps.map((step) => (
            <li key={step.en}>{say(step, language)}</li>
          ))}
        </ol>
        <p>
          <ExternalLink href={agencyAddresses.testCardForm}>{t.form}</ExternalLink>
        </p>
      </section>
      <section class="box stack" aria-labelledby="helpdesk">
        <h2 id="helpdesk">{t.contact}</h2>
        <p>{t.contactName}</p>
        <Facts
          facts={[
            [
              t.phone,
              <a key="phone" href={`tel:${helpdesk.phone}`}>
                {helpdesk.phone}
              </a>,
            ],
            [
              t.email,
              <a key="email" href={`mailto:${helpdesk.email}`}>
                {helpdesk.email}
              </a>,
            ],
          ]}
        />
      </section>
      <section class="box stack" aria-labelledby="software">
        <h2 id="software">{t.software}</h2>
        <p>{t.softwareWhere}</p>
        <p>
          <ExternalLink href={agencyAddresses.home}>{t.software}</ExternalLink>
        </p>
      </section>
    </>
  )
}
