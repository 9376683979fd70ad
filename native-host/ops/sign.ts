import { toBase64 } from '../../core/bytes/base64.ts'
import type { HostOp } from '../host-op.ts'

export const sign: HostOp<'sign'> = async (body, { modules }, signal) => ({
  signature: toBase64(await modules.sign(body, signal)),
})
