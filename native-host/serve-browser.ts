import { CodedError, isCoded, serializeError } from '../core/errors/coded-error.ts'
import { type HostAnswer, hostOps, hostRequest, type HostRequest } from '../core/protocol/native-host.ts'
import type { SmartCardContext } from '../core/smartcard/context.ts'
import type { HostOp } from './host-op.ts'
import { HostSession } from './host-session.ts'
import { ops } from './ops.ts'
import type { Pkcs11Modules } from './pkcs11/pkcs11-modules.ts'

export interface Conversation {
  /** A message of the browser's. Throws for one that is no request: the conversation is over. */
  take(message: unknown): void
  /** The browser is gone: gives up what is under way, and every card back. */
  end(): Promise<void>
}

/** One extension's conversation. Requests run side by side; each is answered once, by its id. */
export function serveBrowser(
  context: SmartCardContext,
  modules: Pkcs11Modules,
  answer: (message: HostAnswer) => void,
): Conversation {
  const session = new HostSession(context, modules)
  const running = new Map<number, AbortController>()
  const all = new Set<Promise<void>>()
  let over = false

  const run = async ({ id, op, body }: HostRequest): Promise<void> => {
    const giveUp = new AbortController()
    running.set(id, giveUp)
    try {
      const parsed = hostOps[op].body.safeParse(body)
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? 'body'
        throw new CodedError('ERR_BRIDGE_MESSAGE', `${op}: ${field} is malformed`, { details: { field } })
      }
      if (op === 'cancel') {
        running.get((parsed.data as { target: number }).target)?.abort(new Cancelled())
        tell({ id, ok: true, result: {} })
        return
      }
      // The row of the table parsed the body for this very op.
      const result = await (ops[op] as HostOp<typeof op>)(parsed.data as never, session, giveUp.signal)
      tell({ id, ok: true, result })
    } catch (error) {
      if (error instanceof Cancelled) tell({ id, ok: false, cancelled: true })
      else if (isCoded(error)) tell({ id, ok: false, error: serializeError(error) })
      else {
        const failed = new CodedError('ERR_READER_HOST_LOST', `${op} failed unexpectedly`, { cause: error })
        tell({ id, ok: false, error: serializeError(failed) })
      }
    } finally {
      running.delete(id)
    }
  }
  const tell = (message: HostAnswer): void => {
    if (!over) answer(message)
  }

  return {
    take(message) {
      const job = run(hostRequest.parse(message))
      all.add(job)
      void job.finally(() => all.delete(job))
    },
    async end() {
      over = true
      for (const giveUp of running.values()) giveUp.abort(new Cancelled())
      await session.release()
      await Promise.allSettled(all)
    },
  }
}

class Cancelled extends Error {}
