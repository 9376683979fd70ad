import type { JSX } from 'preact'
import { CodedError } from '../../core/errors/coded-error.ts'
import { CopyButton } from './copy-button.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { Notice } from './notice.tsx'
import { isOutdated, minimumChromium } from '../state/browser.ts'
import { useTexts } from '../state/language.ts'
import type { PortalInfo } from '../state/portal.ts'
import { useServices } from '../state/services.ts'
import { extensionProblemTexts } from './extension-problem-texts.ts'
import type { ExtensionProblem as Problem } from '../state/use-extension.ts'

/** Where each browser lists its extensions. Pages may not link there; the person types it. */
const extensionPages = { chrome: 'chrome://extensions', edge: 'edge://extensions' } as const

/** Why the extension cannot be used here, and how to get it for this very browser. */
export function ExtensionProblem({ problem, portal }: { problem: Problem; portal: PortalInfo }): JSX.Element {
  const t = useTexts(extensionProblemTexts)
  const { browser, reload } = useServices()
  if (problem.name === 'unsupported') {
    return (
      <div class="stack" data-problem="unsupported">
        <Notice tone="warning">
          <h2>{t.unsupportedTitle}</h2>
          <p>{t.unsupported(browser.name)}</p>
          <div class="row">
            <CopyButton label={t.copyAddress} text={() => location.origin + location.pathname} />
          </div>
        </Notice>
      </div>
    )
  }

  if (isOutdated(browser)) {
    const details = { browser: `${browser.name} ${browser.version}`, minimum: minimumChromium }
    return <ErrorPanel error={new CodedError('ERR_CHECK_BROWSER', 'browser too old', { details })} />
  }

  const address = browser.shop && portal.extension[browser.shop]
  const wantsInstallation = problem.name === 'missing' || problem.name === 'disabled' || problem.name === 'outdated'
  return (
    <div class="stack" data-problem={problem.name}>
      <ErrorPanel
        error={problem.error}
        remedies={{
          'download-extension': address ? { href: address } : undefined,
          reload: { run: reload },
          retry: { run: reload },
        }}
        others={wantsInstallation ? ['reload'] : []}
      />
      {wantsInstallation && (
        <div class="stack quiet">
          <p>{address ? t.afterInstall : t.noShop}</p>
          {problem.name === 'disabled' && browser.shop && <p>{t.enableAt(extensionPages[browser.shop])}</p>}
        </div>
      )}
    </div>
  )
}
