import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../core/i18n/text.ts'
import type { PopupRequest, PopupState } from '../../core/protocol/popup.ts'
import {
  type ConnectionState,
  connectToWorker,
  type WorkerConnection,
  type WorkerPort,
} from '../components/connect-to-worker.ts'
import { Popup, type PopupLink } from './popup.tsx'

/** The popup tied to the worker. What it uses of the browser is handed in. */
export function PopupApp(props: {
  readonly language: Language
  readonly version: string
  readonly links: readonly PopupLink[]
  readonly check?: ComponentChildren
  readonly connect: () => WorkerPort<PopupRequest, PopupState>
  readonly closeWindow: () => void
}) {
  const { connect, closeWindow } = props
  const [state, setState] = useState<PopupState>()
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const toWorker = useRef<WorkerConnection<PopupRequest>>(undefined)

  useEffect(() => {
    const opened = connectToWorker({
      connect,
      hello: { action: 'attach' },
      onState: setState,
      onConnection: setConnection,
    })
    toWorker.current = opened
    return () => opened.close()
  }, [connect])

  const send = useCallback(
    (request: PopupRequest) => {
      toWorker.current?.send(request)
      // What opens elsewhere is where the person looks next; only a tab keeps a popup open then.
      if (request.action !== 'release') closeWindow()
    },
    [closeWindow],
  )
  return (
    <Popup
      state={state}
      isLost={connection === 'lost'}
      language={props.language}
      version={props.version}
      links={props.links}
      check={props.check}
      send={send}
    />
  )
}
