import type { HostOpName } from '../core/protocol/native-host.ts'
import type { HostOp } from './host-op.ts'
import { beginTransaction } from './ops/begin-transaction.ts'
import { connect } from './ops/connect.ts'
import { disconnect } from './ops/disconnect.ts'
import { endTransaction } from './ops/end-transaction.ts'
import { getStatusChange } from './ops/get-status-change.ts'
import { getTokenChange } from './ops/get-token-change.ts'
import { hello } from './ops/hello.ts'
import { listReaders } from './ops/list-readers.ts'
import { listTokens } from './ops/list-tokens.ts'
import { sign } from './ops/sign.ts'
import { status } from './ops/status.ts'
import { transmit } from './ops/transmit.ts'
import { verifyPinOnReader } from './ops/verify-pin-on-reader.ts'

/** Every op there is; `cancel` is the conversation's own (serve-browser.ts). None signs a digest: `sign` reads the assertion first. */
export const ops: { readonly [N in Exclude<HostOpName, 'cancel'>]: HostOp<N> } = {
  hello,
  'list-readers': listReaders,
  'get-status-change': getStatusChange,
  connect,
  transmit,
  'verify-pin-on-reader': verifyPinOnReader,
  'begin-transaction': beginTransaction,
  'end-transaction': endTransaction,
  status,
  disconnect,
  'list-tokens': listTokens,
  'get-token-change': getTokenChange,
  sign,
}
