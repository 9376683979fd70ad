import { type IncomingHttpHeaders, request } from 'node:http'

/**
 * `fetch` for sites of this computer: Node neither resolves `*.localhost` nor lets `fetch` name another host, so the
 * connection goes to 127.0.0.1, at the address's own port or the one that is given, and the Host header says which site is
 * meant. Redirects are answers like others.
 */
export const localFetch =
  (port?: number): typeof globalThis.fetch =>
  async (input, options) => {
    const asked = new Request(input, options)
    const url = new URL(asked.url)
    const body = Buffer.from(await asked.arrayBuffer())
    return await new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: port ?? url.port,
          path: url.pathname + url.search,
          method: asked.method,
          headers: { ...Object.fromEntries(asked.headers), host: url.host, 'content-length': body.length },
          signal: asked.signal,
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            const status = answer.statusCode ?? 0
            const content = status === 204 || status === 304 ? null : Buffer.concat(chunks)
            resolve(new Response(content, { status, headers: headersOf(answer.headers) }))
          })
        },
      )
      call.on('error', (cause) => reject(new TypeError('fetch failed', { cause })))
      call.end(body)
    })
  }

const headersOf = (headers: IncomingHttpHeaders): [string, string][] =>
  Object.entries(headers).flatMap(([name, value = []]) => [value].flat().map((one): [string, string] => [name, one]))
