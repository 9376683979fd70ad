import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { CheckReport } from '../../core/check/check-report.ts'
import type { CheckAction, CheckSystem } from '../../core/check/check-row.ts'
import type { CheckId } from '../../core/check/check-rows.ts'
import type { Language } from '../../core/i18n/text.ts'
import type { CheckRequest, CheckState } from '../../core/protocol/check.ts'
import {
  type ConnectionState,
  connectToWorker,
  type WorkerConnection,
  type WorkerPort,
} from '../components/connect-to-worker.ts'
import { permissionsFor } from './ask-browser.ts'
import { CheckPage } from './check-page.tsx'
import type { LastCheckPlace } from './last-check.ts'
import { useLastCheck } from './use-last-check.ts'

/** The page tied to the worker. What it uses of the browser is handed in. */
export function CheckApp(props: {
  readonly language: Language
  readonly system: CheckSystem
  readonly version: string
  readonly lastCheck: LastCheckPlace
  readonly openRow: string | undefined
  readonly connect: () => WorkerPort<CheckRequest, CheckState>
  readonly readHistory: () => Promise<CheckReport[]>
  /** Must be called in a click's own turn. */
  readonly ask: (permissions: chrome.permissions.Permissions) => Promise<boolean>
  readonly act: (action: CheckAction, portal: string | null) => void
  readonly copy: (text: string) => Promise<void>
  readonly print: () => void
}) {
  const { connect, readHistory, ask } = props
  const [state, setState] = useState<CheckState>()
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const [history, setHistory] = useState<readonly CheckReport[]>([])
  const worker = useRef<WorkerConnection<CheckRequest>>(undefined)

  useEffect(() => {
    // Every attachment is a run: the page is opened to see how things stand now, and a new worker has seen nothing.
    const hello = { action: 'run' } as const
    const opened = connectToWorker({ connect, hello, onState: setState, onConnection: setConnection })
    worker.current = opened
    return () => opened.close()
  }, [connect])

  useLastCheck(props.lastCheck, state) // for the popup: what it calls the last check is the last one
  const checkedAt = state?.checkedAt
  useEffect(() => {
    void readHistory().then(setHistory)
  }, [readHistory, checkedAt])

  const send = useCallback((request: CheckRequest) => void worker.current?.send(request), [])
  const fix = useCallback(
    (rows: readonly CheckId[]) => {
      if (!state) return
      // Whatever the answer is: rows that need nothing are fixed, and the others say that they were not allowed.
      void ask(permissionsFor(rows, state)).finally(() => send({ action: 'fix', rows: [...rows] }))
    },
    [ask, send, state],
  )
  const report =
    state && !state.running && checkedAt
      ? ({ version: 1, madeAt: checkedAt, extension: props.version, results: state.results } as const)
      : undefined
  return (
    <CheckPage
      state={state}
      isLost={connection === 'lost'}
      history={history}
      report={report}
      language={props.language}
      system={props.system}
      openRow={props.openRow}
      run={() => send({ action: 'run' })}
      fix={fix}
      undo={() => send({ action: 'undo' })}
      act={(action) => props.act(action, state?.portal ?? null)}
      send={(report) => send({ action: 'send', report })}
      copy={props.copy}
      print={props.print}
    />
  )
}
