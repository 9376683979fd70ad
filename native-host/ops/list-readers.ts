import type { HostOp } from '../host-op.ts'

export const listReaders: HostOp<'list-readers'> = async (_body, { context }) => ({
  readers: await context.listReaders(),
})
