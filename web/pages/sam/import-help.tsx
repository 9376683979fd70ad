import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useLanguage } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { importTexts } from './sam-texts.ts'

/** How the file gets into the extension, and the way to its page. */
export function ImportHelp(): JSX.Element {
  const language = useLanguage()
  const { bridge } = useServices()
  const { change, run } = useChange()
  return (
    <section class="box stack" aria-labelledby="import">
      <h2 id="import">{say(importTexts.title, language)}</h2>
      <ol>
        {importTexts.steps.map((step) => (
          <li key={step.en}>{say(step, language)}</li>
        ))}
      </ol>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        <Button
          disabled={change.state === 'working'}
          onClick={() => void run(() => bridge.openPage({ page: 'modules' }))}
        >
          {say(importTexts.open, language)}
        </Button>
      </div>
    </section>
  )
}
