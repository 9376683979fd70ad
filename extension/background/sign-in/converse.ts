import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'

/** How long another program's conversation with the card is waited for, in milliseconds. */
export const patience = 10_000

/** For what waits until a card is free: `signal` aborts it with ERR_READER_BUSY, unless `stop` is called before. */
export function busySoon(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(busy()), patience)
  return { signal: controller.signal, stop: () => clearTimeout(timer) }
}

export const busy = (): CodedError => new CodedError('ERR_READER_BUSY', 'another program goes on using the card')

/**
 * One conversation with a card: no other program comes in between, and the card is left as it is for the next. Errors:
 * ERR_READER_BUSY before it began, and those of `talk`.
 */
export async function converse<T>(connection: SmartCardConnection, talk: () => Promise<T>): Promise<T> {
  const wait = busySoon()
  const said: T[] = []
  const failed: unknown[] = []
  try {
    await connection.startTransaction(
      async () => {
        wait.stop()
        await talk().then(
          (value) => said.push(value),
          (error: unknown) => failed.push(error),
        )
        return 'leave'
      },
      { signal: wait.signal },
    )
  } finally {
    wait.stop()
  }
  if (failed.length > 0) throw failed[0]
  return said[0] as T
}
