import { useEffect, useState } from 'preact/hooks'
import type { CheckId } from '../../core/check/check-rows.ts'
import { translate } from '../../core/i18n/text.ts'
import type { CheckRequest, CheckState } from '../../core/protocol/check.ts'
import { connectToWorker, type WorkerPort } from '../components/connect-to-worker.ts'
import { CheckSectionView } from './check-section-view.tsx'
import { summarise } from './check-summary.ts'
import { isChecking } from './is-checking.ts'
import type { LastCheckPlace } from './last-check.ts'
import { sectionTexts } from './section-texts.ts'
import { useLastCheck } from './use-last-check.ts'
import { whenChecked } from './when-checked.ts'

/**
 * The settings check in a few lines: whether all is right, and the rows that are not, each leading to the whole check.
 * A worker that has just started knows nothing: until its first run is over, what was last known stands there and says so.
 */
export function CheckSection(props: {
  readonly lastCheck: LastCheckPlace
  readonly connect: () => WorkerPort<CheckRequest, CheckState>
  /** Opens the whole check, at a row where one is named. */
  readonly open: (row?: CheckId) => void
}) {
  const { lastCheck, connect, open } = props
  const { language } = lastCheck
  const [state, setState] = useState<CheckState>()
  const last = useLastCheck(lastCheck, state)
  useEffect(() => {
    const hello = { action: 'run' } as const
    const opened = connectToWorker({ connect, hello, onState: setState, onConnection: () => undefined })
    return () => opened.close()
  }, [connect])

  const isKnown = state !== undefined && state.checkedAt !== null
  if (last && !isKnown) {
    const when = whenChecked(last.checkedAt, lastCheck.now(), language)
    return <CheckSectionView language={language} state="last" summary={last.summary} when={when} open={open} />
  }
  const found = summarise(state?.results ?? [], language)
  return (
    <CheckSectionView
      language={language}
      state={isChecking(state) ? 'checking' : 'checked'}
      summary={isKnown ? found : { word: translate(sectionTexts, language).checking, rows: found.rows }}
      open={open}
    />
  )
}
