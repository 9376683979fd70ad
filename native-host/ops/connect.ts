import { pinPadOf } from '../../core/smartcard/pin-pad.ts'
import type { HostOp } from '../host-op.ts'

export const connect: HostOp<'connect'> = async ({ readerName, accessMode, preferredProtocols }, session, signal) => {
  const options = preferredProtocols ? { preferredProtocols } : {}
  const { connection, activeProtocol } = await session.context.connect(readerName, accessMode, options)
  if (signal.aborted) {
    await connection.disconnect('leave')
    signal.throwIfAborted()
  }
  const pad = pinPadOf(connection)
  return { connection: await session.add(connection), activeProtocol, ...(pad ? { pinPad: pad.pinPad } : {}) }
}
