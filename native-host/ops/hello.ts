import { nativeHostProtocol } from '../../core/protocol/native-host-channel.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { HostOp } from '../host-op.ts'
import { isRemoteSession } from '../remote-session.ts'

export const hello: HostOp<'hello'> = async () => {
  const remoteSession = isRemoteSession(process.platform, process.env)
  return {
    protocol: nativeHostProtocol,
    version: manifest.version,
    ...(remoteSession === undefined ? {} : { remoteSession }),
  }
}
