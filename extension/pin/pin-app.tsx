import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../core/i18n/text.ts'
import type { PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import type { ConnectionState, WorkerConnection } from '../components/connect-to-worker.ts'
import { connectToFlow, type FlowPort } from './flow-connection.ts'
import { PinWindow } from './pin-window.tsx'
import { sendPin, type PinReceiver } from './send-pin.ts'

/** The window tied to its flow in the worker. What it uses of the browser is handed in. */
export function PinApp(props: {
  readonly flow: string
  readonly browserLanguage: Language
  readonly connect: () => FlowPort
  readonly worker: () => Promise<PinReceiver>
  readonly closeWindow: () => void
}) {
  const { flow, connect, worker, closeWindow } = props
  const [state, setState] = useState<PinWindowState>()
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const toFlow = useRef<WorkerConnection<PinWindowRequest>>(undefined)

  useEffect(() => {
    const opened = connectToFlow({ flow, connect, onState: setState, onConnection: setConnection })
    toFlow.current = opened
    return () => opened.close()
  }, [flow, connect])

  const send = useCallback((request: PinWindowRequest) => {
    toFlow.current?.send(request)
  }, [])
  // The worker closes the window when it hears `cancel`; a worker that is away learns it from the window's closing.
  const close = useCallback(() => {
    send({ action: 'cancel' })
    closeWindow()
  }, [send, closeWindow])
  const giveAway = useCallback((pin: Uint8Array<ArrayBuffer>) => sendPin(flow, pin, worker), [flow, worker])

  return (
    <PinWindow
      state={state}
      connection={connection}
      browserLanguage={props.browserLanguage}
      send={send}
      sendPin={giveAway}
      close={close}
    />
  )
}
