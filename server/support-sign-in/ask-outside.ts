import { setTimeout as pause } from 'node:timers/promises'
import { inSpan } from '../tracing.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'

export interface Asking {
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>
  readonly breaker: CircuitBreaker
  /** Of one try, its answer read. */
  readonly timeoutMilliseconds?: number
  /** Pauses before the second, third … try. */
  readonly pauses?: readonly number[]
}

/** Refused for good: the same again would be refused again. */
export class OutsideRefusal extends Error {}

const maximumAnswerBytes = 64 * 1024

/**
 * Asks a service of somebody else: a limit for each try, a few tries, and none while it is known to be down. The same
 * `idempotencyKey` goes with every try of one call, so that the service does once what arrives twice. Answers what `read`
 * makes of the text. Errors: whatever kept it; the text of an answer is in none.
 */
export async function askOutside<T>(
  { fetch, breaker, timeoutMilliseconds = 5000, pauses = [200, 800] }: Asking,
  call: {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly idempotencyKey: string
    readonly body: string
    readonly read: (text: string) => T | Promise<T>
  },
): Promise<T> {
  for (let at = 0; ; at++) {
    try {
      return await breaker.run(async () => {
        const options: RequestInit = {
          method: 'POST',
          headers: { ...call.headers, 'Idempotency-Key': call.idempotencyKey },
          body: call.body,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        }
        const facts = { 'server.address': new URL(call.url).host }
        const response = await inSpan('fetch', 'ask', () => fetch(call.url, options), { facts })
        const text = await readText(response)
        if (response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status)) {
          throw new OutsideRefusal(`answered ${response.status}`)
        }
        if (response.status !== 200) throw new Error(`answered ${response.status}`)
        return await call.read(text)
      })
    } catch (error) {
      const wait = pauses[at]
      if (wait === undefined || error instanceof OutsideRefusal) throw error
      await pause(wait)
    }
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > maximumAnswerBytes) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
