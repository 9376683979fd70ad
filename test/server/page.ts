import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { errorBody } from '../../core/protocol/error-body.ts'
import { type ProofKey, thumbprintInput } from '../../core/protocol/proof.ts'
import { type RouteAnswer, type RouteName, routes } from '../../core/protocol/routes.ts'
import type { Clock } from '../../server/clock.ts'

/** What app.request() of Hono is, as far as a page needs it. */
export type Send = (request: Request, bindings: object) => Response | Promise<Response>

export interface CallOptions {
  /** Replaces or (null) leaves out headers that a browser would send. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Null sends no proof, a text sends that, an object changes what the page would prove. */
  readonly proof?:
    string | null | Partial<{ htm: string; htu: string; iat: number; jti: string; typ: string; alg: string }>
  /** Sent as it is instead of the JSON of the body. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>
  readonly query?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A browser page of one portal: keeps cookies like a browser, and a key like the product's pages. */
export class Page {
  readonly origin: string
  readonly cookies = new Map<string, string>()
  readonly address: string
  #send: Send
  #clock: Clock
  #key: KeyObject
  readonly jwk: ProofKey

  constructor(send: Send, clock: Clock, { origin = 'http://vpn.localhost:8080', address = '192.0.2.1' } = {}) {
    this.#send = send
    this.#clock = clock
    this.origin = origin
    this.address = address
    // Not exported as a JWK: Node 20 holds the key's lock meanwhile, for which a garbage collection that takes the job away
    // by which the key was made waits, in the same thread, for ever.
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = privateKey
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-64)
    const [x, y] = [point.toString('base64url', 0, 32), point.toString('base64url', 32)]
    this.jwk = { kty: 'EC', crv: 'P-256', x, y }
  }

  get jkt(): string {
    return createHash('sha256').update(thumbprintInput(this.jwk)).digest('base64url')
  }

  /** Another page that holds the same cookies and not the key: what a thief of the cookie has. */
  stolen(): Page {
    const thief = new Page(this.#send, this.#clock, { origin: this.origin, address: '198.51.100.7' })
    for (const [name, value] of this.cookies) thief.cookies.set(name, value)
    return thief
  }

  proof(method: string, url: string, changes: Exclude<CallOptions['proof'], string | null> = {}): string {
    const { typ = 'dpop+jwt', alg = 'ES256', htm = method, htu = url, ...rest } = changes ?? {}
    const { iat = Math.floor(this.#clock.now().getTime() / 1000), jti = randomBytes(16).toString('base64url') } = rest
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${part({ typ, alg, jwk: this.jwk })}.${part({ jti, htm, htu, iat })}`
    const signature = sign('sha256', Buffer.from(signed), { key: this.#key, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }

  async call(route: RouteName, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const [method = '', path = ''] = route.split(' ')
    return await this.fetch(method, path, body, options)
  }

  async fetch(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const url = `${this.origin}${path}`
    const headers = new Headers({ 'Sec-Fetch-Site': 'same-origin' })
    if (method !== 'GET') {
      headers.set('Origin', this.origin)
      headers.set('Content-Type', 'application/json')
    }
    if (this.cookies.size > 0) {
      headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const { proof } = options
    if (proof !== null) headers.set('DPoP', typeof proof === 'string' ? proof : this.proof(method, url, proof))
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (value === null) headers.delete(name)
      else headers.set(name, value)
    }
    const content = method === 'GET' || method === 'HEAD' ? {} : { body: options.rawBody ?? JSON.stringify(body ?? {}) }
    const request = new Request(url + (options.query ?? ''), { method, headers, ...content })
    const response = await this.#send(request, { incoming: { socket: { remoteAddress: this.address } } })
    this.#keepCookies(response)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : parse(text) }
  }

  /** Opens an address as a browser's download does, without a proof: the octets. */
  async download(path: string): Promise<{ status: number; headers: Headers; octets: Uint8Array<ArrayBuffer> }> {
    const request = new Request(this.origin + path, { headers: { 'Sec-Fetch-Site': 'same-origin' } })
    const response = await this.#send(request, { incoming: { socket: { remoteAddress: this.address } } })
    const octets = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, octets }
  }

  /** Calls and checks the answer against the route table's own schema. */
  async ask<R extends RouteName>(route: R, body?: unknown, options?: CallOptions): Promise<RouteAnswer<R>> {
    const answer = await this.call(route, body, options)
    if (answer.status !== 200) throw new Error(`${route} answered ${answer.status} ${JSON.stringify(answer.body)}`)
    return routes[route].answer.parse(answer.body) as RouteAnswer<R>
  }

  /** Calls and answers the refusal's code, status and details. */
  async refusal(route: RouteName, body?: unknown, options?: CallOptions) {
    const { status, body: answer } = await this.call(route, body, options)
    const { error } = errorBody.parse(answer)
    return { status, code: error.code, ...(error.details ? { details: error.details } : {}) }
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
