import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface RunningServer {
  readonly port: number
  /** Each connection's next answer is its last: clients come back on a new one, or to another server. */
  letGo(): void
  /** Takes no new connection, and resolves when what is under way is answered. */
  stop(): Promise<void>
}

/** How long requests under way may take once the server is told to stop. */
const graceMilliseconds = 30_000

/** What callers may cost before anything of the portal is asked: a slow or greedy one must not keep others out. */
export const connectionLimits = {
  /** Open at once; what comes beyond is closed unheard. */
  maxConnections: 8192,
  /** Octets of the request line with all headers (431). */
  maxHeaderSize: 16_384,
  /** Of one request (431). Not Node's maxHeadersCount: that one drops what comes last, such as what a proxy has added. */
  headers: 100,
  /** Milliseconds for all headers, from the connection on or the end of the request before (408). */
  headersTimeout: 10_000,
  /** For a whole request (408): the largest file that may be attached takes two minutes over a line of 1.4 Mbit/s. */
  requestTimeout: 120_000,
  /** How often these two are looked at; Node's half minute would make forty seconds of ten. */
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 65_000,
  /** Of one connection; then it ends, so that none is kept for ever. */
  maxRequestsPerSocket: 1_000,
}

export type ConnectionLimits = typeof connectionLimits

export interface Fetch {
  (request: Request, bindings: object): Response | Promise<Response>
}

/** Listens at once; what is asked before `app` resolves waits for it. Port 0 takes any free port. */
export async function serve(
  { host, port }: { readonly host: string; readonly port: number },
  makeApp: (port: number) => Fetch | Promise<Fetch>,
  limits: ConnectionLimits = connectionLimits,
): Promise<RunningServer> {
  let appIsReady: (app: Fetch) => void = () => undefined
  const ready = new Promise<Fetch>((resolve) => {
    appIsReady = resolve
  })
  const { maxConnections, maxRequestsPerSocket, headers, ...serverOptions } = limits
  const server = createAdaptorServer({
    fetch: async (request: Request, bindings: { readonly incoming: Pick<IncomingMessage, 'rawHeaders'> }) => {
      if (bindings.incoming.rawHeaders.length > 2 * headers) return new Response(null, { status: 431 })
      return await (
        await ready
      )(request, bindings)
    },
    serverOptions,
  })
  Object.assign(server, { maxConnections, maxRequestsPerSocket, maxHeadersCount: 0 })
  // Told that the connection ends, it goes on: Node would answer each with 503, and keep it open.
  server.on('dropRequest', (_request: unknown, socket: Socket) => socket.destroySoon())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  let lettingGo = false
  const answering = new Set<ServerResponse>()
  const makeLast = (outgoing: ServerResponse) => {
    if (!outgoing.headersSent) outgoing.setHeader('Connection', 'close')
  }
  server.prependListener('request', (_incoming: IncomingMessage, outgoing: ServerResponse) => {
    answering.add(outgoing)
    outgoing.once('close', () => answering.delete(outgoing))
    if (lettingGo) makeLast(outgoing)
  })
  const letGo = () => {
    lettingGo = true
    answering.forEach(makeLast)
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      letGo()
      // It closes the idle connections itself; those whose answer began before they were let go become idle later.
      server.close(() => resolve())
      const closeIdle = () => 'closeIdleConnections' in server && server.closeIdleConnections()
      for (const outgoing of answering) outgoing.once('close', () => setImmediate(closeIdle))
      setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMilliseconds).unref()
    })
  const { port: listening } = server.address() as AddressInfo
  try {
    appIsReady(await makeApp(listening))
  } catch (error) {
    await stop()
    throw error
  }
  return { port: listening, letGo, stop }
}
