import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

/**
 * The one answer of a thread, which is ended then. Rejects with the reason of `signal`, with what the thread throws, and when
 * it ends without an answer or takes too long.
 */
export async function askThread<A>(
  thread: Worker,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal?: AbortSignal | undefined },
): Promise<A> {
  const timeout = AbortSignal.timeout(milliseconds)
  const stop = new AbortController()
  try {
    const ended = once(thread, 'exit', { signal: stop.signal }).then(() => {
      throw new Error('it ended without an answer')
    })
    const signals = [stop.signal, timeout, ...(signal ? [signal] : [])]
    const [answer] = (await Promise.race([once(thread, 'message', { signal: AbortSignal.any(signals) }), ended])) as [A]
    return answer
  } catch (cause) {
    signal?.throwIfAborted()
    if (timeout.aborted) throw new Error('it took too long', { cause })
    throw cause
  } finally {
    stop.abort()
    await thread.terminate()
  }
}
