import type { SmartCardDisposition } from '../../core/smartcard/context.ts'
import type { HostOp } from '../host-op.ts'

/** Answered when the transaction holds; it lasts until `end-transaction`, or until the browser is gone. */
export const beginTransaction: HostOp<'begin-transaction'> = (body, session, signal) => {
  const open = session.get(body.connection)
  return new Promise((resolve, reject) => {
    const ended = open.connection.startTransaction(
      () =>
        new Promise<SmartCardDisposition>((end) => {
          open.transaction = { end, ended }
          resolve({})
        }),
      { signal },
    )
    ended.then(() => undefined, reject)
  })
}
