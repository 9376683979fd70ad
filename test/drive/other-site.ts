import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site that is no portal and looks like one. */
export interface OtherSite {
  readonly origin: string
  stop(): Promise<void>
}

/** `sample.localhost` on its own port hands out the pages of the portal it imitates, as a phishing site would. */
export async function imitate(portal: string): Promise<OtherSite> {
  const { host, port } = new URL(portal)
  const server = createServer((incoming, outgoing) => {
    const { url = '/', method = 'GET', headers } = incoming
    const onward = request({ host: '127.0.0.1', port, path: url, method, headers: { ...headers, host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
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
