import { request } from 'node:http'

export interface SiteAnswer {
  readonly status: number
  readonly body: string
}

/**
 * One request to a local site from outside any browser. Node neither resolves `*.localhost` nor lets `fetch` name another
 * host, so the connection goes to 127.0.0.1 and the Host header says which site is meant.
 */
export function callSite(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<SiteAnswer> {
  const { host, port, pathname } = new URL(url)
  const { method = 'GET', body, headers } = options
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path: pathname, method, headers: { ...headers, host } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

export async function readJson<T>(url: string): Promise<T> {
  const { status, body } = await callSite(url)
  if (status !== 200) throw new Error(`${url} answered ${status}`)
  return JSON.parse(body) as T
}
