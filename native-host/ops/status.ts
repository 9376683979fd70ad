import { toBase64 } from '../../core/bytes/base64.ts'
import type { HostOp } from '../host-op.ts'

export const status: HostOp<'status'> = async ({ connection }, session) => {
  const { answerToReset, ...told } = await session.get(connection).connection.status()
  return { ...told, ...(answerToReset ? { answerToReset: toBase64(answerToReset) } : {}) }
}
