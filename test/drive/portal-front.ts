import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { platforms } from '../../core/portal/platforms.ts'
import { makeTlsAuthority, type ServerCertificate } from '../rigs/tls-authority.ts'

const names = [platforms.vpn, platforms.internet].map(({ productionOrigin }) => new URL(productionOrigin).hostname)

const certificates = {
  right: { names },
  expired: { names, validFrom: -20, validUntil: -10 },
  'other-name': { names: ['other.example.test'] },
} as const satisfies Record<string, ServerCertificate>

/** How the front behaves. Everything by default is as the portal itself answers. */
export interface FrontManner {
  readonly certificate?: keyof typeof certificates | 'other-authority'
  /** `silent`: connections are taken and never answered. `closed`: they are refused. */
  readonly answers?: 'silent' | 'closed'
  /** Sent on with each request, as proxies do. */
  readonly headers?: IncomingHttpHeaders
  /** Seconds that the server's clock is ahead. */
  readonly clock?: number
  /** The portal's word on itself, changed. */
  readonly echo?: Readonly<Record<string, unknown>>
  /** Every answer is this page: a public network's sign-in page. */
  readonly page?: string
  /** Sent with the portal's pages, which themselves ask to be looked up anew. */
  readonly cacheControl?: string
}

/** The real portal under its production names: TLS before the demo server, as the agency's own front would be. */
export interface PortalFront {
  /** For `launch`: both production names lead here. */
  readonly hosts: Readonly<Record<string, number>>
  /** Base64 DER of the authority to be trusted. */
  readonly authority: string
  /** From the next connection on; those that are open end. */
  behave(manner: FrontManner): Promise<void>
  close(): Promise<void>
}

export async function openPortalFront(portal: string): Promise<PortalFront> {
  const [known, unknown] = await Promise.all([makeTlsAuthority('front'), makeTlsAuthority('unknown front')])
  const contexts = {
    right: await known.issue(certificates.right),
    expired: await known.issue(certificates.expired),
    'other-name': await known.issue(certificates['other-name']),
    'other-authority': await unknown.issue(certificates.right),
  }
  let manner: FrontManner = {}
  const server = createServer(contexts.right, (incoming, outgoing) => answer(incoming, outgoing, portal, manner))
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined) // a browser that gives up in the middle of a handshake
    if (manner.answers === 'silent') socket.pause()
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const endConnections = () => sockets.forEach((socket) => socket.destroy())
  return {
    hosts: Object.fromEntries(names.map((name) => [`${name}:443`, port])),
    authority: known.certificate,
    async behave(next) {
      manner = next
      server.setSecureContext(contexts[next.certificate ?? 'right'])
      endConnections()
      if (next.answers === 'closed' && server.listening) {
        server.close()
        await once(server, 'close')
      } else if (next.answers !== 'closed' && !server.listening) await listen(port)
    },
    async close() {
      endConnections()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(incoming: IncomingMessage, outgoing: ServerResponse, portal: string, manner: FrontManner): void {
  const { url = '/', method = 'GET', headers } = incoming
  if (manner.answers === 'silent') return
  if (manner.page !== undefined) {
    outgoing.end(manner.page)
    return
  }
  const { hostname, port, host } = new URL(portal)
  const onward = request(
    { host: '127.0.0.1', port, path: url, method, headers: { ...headers, ...manner.headers, host } },
    (answered) => void passOn(answered, outgoing, url, manner),
  )
  onward.on('error', () => outgoing.destroy(new Error(`${hostname} does not answer`)))
  incoming.pipe(onward)
}

async function passOn(answered: IncomingMessage, outgoing: ServerResponse, url: string, manner: FrontManner) {
  const { clock = 0, echo = {}, cacheControl } = manner
  const headers = { ...answered.headers, ...(cacheControl && { 'cache-control': cacheControl }) }
  if (url !== '/api/echo') {
    outgoing.writeHead(answered.statusCode ?? 502, headers)
    answered.pipe(outgoing)
    return
  }
  const word = JSON.parse(Buffer.concat(await answered.toArray()).toString('utf8')) as { readonly time: string }
  const time = new Date(Date.parse(word.time) + clock * 1000).toISOString()
  outgoing.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  outgoing.end(JSON.stringify({ ...word, time, ...echo }))
}
