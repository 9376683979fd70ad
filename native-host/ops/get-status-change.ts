import { toBase64 } from '../../core/bytes/base64.ts'
import type { SmartCardReaderStateOut } from '../../core/smartcard/context.ts'
import type { HostOp } from '../host-op.ts'

export const getStatusChange: HostOp<'get-status-change'> = async ({ readerStates, timeout }, { context }, signal) => {
  const options = timeout === undefined ? { signal } : { timeout, signal }
  const changed = await context.getStatusChange(readerStates, options)
  return { readerStates: changed.map(stateToSend) }
}

const stateToSend = ({ answerToReset, ...state }: SmartCardReaderStateOut) =>
  answerToReset ? { ...state, answerToReset: toBase64(answerToReset) } : state
