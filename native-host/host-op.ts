import type { HostBody, HostOpName, HostResult } from '../core/protocol/native-host.ts'
import type { HostSession } from './host-session.ts'

/** One op: its own file in ops/, registered in ops.ts. The body is parsed, and `signal` aborts when the other side gives it up. */
export type HostOp<N extends HostOpName> = (
  body: HostBody<N>,
  session: HostSession,
  signal: AbortSignal,
) => Promise<HostResult<N>>
