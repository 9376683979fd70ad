import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { proofHeaderName } from '../../core/protocol/proof.ts'
import type { RouteAnswer, RouteName, RouteRequest } from '../../core/protocol/routes.ts'
import { isRecord } from '../is-record.ts'
import { readSerializedError } from '../read-serialized-error.ts'
import type { PageKeys } from './page-key.ts'
import { makeProof } from './proof.ts'
import { RequestError } from './request-error.ts'
import type { ServerClock } from './server-clock.ts'

/**
 * Calls one route of the table in core/protocol/routes.ts. The answer is the server's own, so it is typed, not parsed.
 * Errors: RequestError with the server's code; ERR_REQUEST_UNREACHABLE when no server of ours answered in time;
 * the signal's reason when the caller gave up.
 */
export type Call = <R extends RouteName>(
  route: R,
  body: RouteRequest<R>,
  options?: CallOptions,
) => Promise<RouteAnswer<R>>

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Of a route that takes a file: it is the body, and what is said of it goes into the address. */
  readonly file?: Blob
}

export interface CallPlatform {
  readonly fetch: typeof fetch
  readonly origin: string
  readonly keys: PageKeys
  readonly clock: ServerClock
}

/** Longer than any answer takes; a person should not have to look at a dead line for more. */
const timeLimitMilliseconds = 20_000

/** The largest file over a slow line. */
const uploadLimitMilliseconds = 120_000

/** A proof refused while our idea of the time was this far off is made again with the time just learnt, once. */
const clockErrorSeconds = 5

/** Asked before anything else and the same for everybody: it need not wait for the key. */
const withoutProof: ReadonlySet<RouteName> = new Set(['GET /api/portal'])

export function createCall(platform: CallPlatform): Call {
  return async <R extends RouteName>(route: R, body: RouteRequest<R>, options: CallOptions = {}) => {
    const offset = platform.clock.offsetSeconds()
    try {
      return await send(platform, route, body, options)
    } catch (error) {
      const clockWasOff = Math.abs(platform.clock.offsetSeconds() - offset) > clockErrorSeconds
      if (!isCoded(error, 'ERR_REQUEST_PROOF') || !clockWasOff) throw error
      return await send(platform, route, body, options)
    }
  }
}

async function send<R extends RouteName>(
  { fetch, origin, keys, clock }: CallPlatform,
  route: R,
  body: RouteRequest<R>,
  { signal, file }: CallOptions,
): Promise<RouteAnswer<R>> {
  const [method = '', path = ''] = route.split(' ')
  const url = new URL(path, origin)
  const headers = new Headers({ accept: 'application/json' })
  if (method === 'GET' || file) url.search = queryOf(body)
  if (method !== 'GET') headers.set('content-type', file ? 'application/octet-stream' : 'application/json')

  const key = withoutProof.has(route) ? undefined : await keys.peek()
  if (key) headers.set(proofHeaderName, await makeProof(key, { method, url, iat: clock.seconds() }))

  const limit = AbortSignal.timeout(file ? uploadLimitMilliseconds : timeLimitMilliseconds)
  let response: Response
  let answer // `any`, as JSON is; what our server answers is of the type in the table
  try {
    response = await fetch(url, {
      method,
      headers,
      body: method === 'GET' ? null : (file ?? JSON.stringify(body)),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
    })
    clock.observe(response.headers.get('date'))
    answer = await response.json()
  } catch (cause) {
    // no connection, the time limit, or an answer that is not JSON: a proxy or a captive portal spoke, not our server
    signal?.throwIfAborted()
    throw new CodedError('ERR_REQUEST_UNREACHABLE', `no answer from ${url.origin}`, { cause })
  }
  if (response.ok) return answer
  throw refusal(answer, response.status)
}

/** A query is of texts; no other body has one. */
const queryOf = (body: object): string =>
  new URLSearchParams(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ).toString()

function refusal(answer: unknown, status: number): CodedError {
  const { error, requestId } = isRecord(answer) ? answer : {}
  const read = readSerializedError(error)
  const id = typeof requestId === 'string' ? requestId : undefined
  if (!('malformed' in read)) return new RequestError(read, id)
  // a gateway's own error page in JSON, or a server newer than this page
  const code = status >= 502 && status <= 504 ? 'ERR_REQUEST_UNREACHABLE' : 'ERR_REQUEST_INTERNAL'
  return new RequestError({ code, message: `status ${status} with a malformed ${read.malformed}` }, id)
}
