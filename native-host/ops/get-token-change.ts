import type { HostOp } from '../host-op.ts'

export const getTokenChange: HostOp<'get-token-change'> = async ({ count }, { modules }, signal) => ({
  count: await modules.changed(count, signal),
})
