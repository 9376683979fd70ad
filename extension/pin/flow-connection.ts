import type { PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'
import {
  type ConnectionState,
  connectToWorker,
  type WorkerConnection,
  type WorkerPort,
} from '../components/connect-to-worker.ts'

export type FlowPort = WorkerPort<PinWindowRequest, PinWindowState>

/** Keeps the window attached to its flow. */
export function connectToFlow(options: {
  readonly flow: string
  /** Throws when the extension is gone. */
  readonly connect: () => FlowPort
  readonly onState: (state: PinWindowState) => void
  readonly onConnection: (connection: ConnectionState) => void
}): WorkerConnection<PinWindowRequest> {
  const { flow } = options
  return connectToWorker({ ...options, hello: { action: 'attach', flow }, isMine: (state) => state.flow === flow })
}
