import { nativeHostProtocol } from '../../core/protocol/native-host-channel.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { HostOp } from '../host-op.ts'

export const hello: HostOp<'hello'> = async () => ({ protocol: nativeHostProtocol, version: manifest.version })
