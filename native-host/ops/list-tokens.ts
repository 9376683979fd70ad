import type { HostOp } from '../host-op.ts'

export const listTokens: HostOp<'list-tokens'> = (_body, { modules }) => modules.list()
