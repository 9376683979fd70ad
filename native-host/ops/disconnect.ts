import type { HostOp } from '../host-op.ts'

export const disconnect: HostOp<'disconnect'> = async ({ connection, disposition }, session) => {
  const open = session.get(connection)
  session.remove(connection)
  // A transaction that nobody can end any more ends here.
  open.transaction?.end(disposition)
  await open.transaction?.ended
  await open.connection.disconnect(disposition)
  return {}
}
