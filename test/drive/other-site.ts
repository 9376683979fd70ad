import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { forwardTo } from './forward.ts'

/** A site that is no portal and looks like one. */
export interface OtherSite {
  readonly origin: string
  stop(): Promise<void>
}

/** `sample.localhost` on its own port hands out the pages of the portal it imitates, as a phishing site would. */
export async function imitate(portal: string): Promise<OtherSite> {
  const { host, port } = new URL(portal)
  const server = createServer(forwardTo(Number(port), host))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://sample.localhost:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
