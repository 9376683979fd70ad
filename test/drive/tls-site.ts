import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeTlsAuthority } from '../rigs/tls-authority.ts'

/** For a browser that takes any certificate, and is told to look for the name here. */
export interface TlsSite {
  readonly port: number
  stop(): Promise<void>
}

export async function serveTls(name: string, listener: RequestListener): Promise<TlsSite> {
  const authority = await makeTlsAuthority(name)
  const server = createServer(await authority.issue({ names: [name] }), listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
