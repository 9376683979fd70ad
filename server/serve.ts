import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
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

export interface Fetch {
  (request: Request, bindings: object): Response | Promise<Response>
}

/** Listens at once; what is asked before `app` resolves waits for it. Port 0 takes any free port. */
export async function serve(
  { host, port }: { readonly host: string; readonly port: number },
  makeApp: (port: number) => Fetch | Promise<Fetch>,
): Promise<RunningServer> {
  let appIsReady: (app: Fetch) => void = () => undefined
  const ready = new Promise<Fetch>((resolve) => {
    appIsReady = resolve
  })
  const server = createAdaptorServer({
    fetch: async (request: Request, bindings: object) => (await ready)(request, bindings),
    // The largest file that may be attached takes two minutes over a line of 1.4 Mbit/s.
    serverOptions: { requestTimeout: 120_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
  })
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
