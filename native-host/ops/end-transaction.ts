import type { HostOp } from '../host-op.ts'

export const endTransaction: HostOp<'end-transaction'> = async ({ connection, disposition }, session) => {
  const open = session.get(connection)
  const { transaction } = open
  delete open.transaction
  transaction?.end(disposition)
  await transaction?.ended
  if (disposition !== 'leave') open.mayBeVerified = false
  return {}
}
