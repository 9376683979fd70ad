import { CodedError } from '../../core/errors/coded-error.ts'
import type { CardWatchEnd } from '../../core/protocol/bridge.ts'
import { heartbeatSeconds } from '../../core/protocol/card-watch.ts'
import { isRecord } from '../is-record.ts'
import type { Connection } from './connection.ts'
import { malformed } from './messages.ts'

export interface CardWatchOptions {
  /** The card is seen: at first, and then as a heartbeat. */
  readonly onPresent: () => void
  /** Ends the watch, which then resolves with `stopped`. */
  readonly signal: AbortSignal
}

const ends: Readonly<Record<CardWatchEnd, true>> = { removed: true, released: true, lost: true, stopped: true }
const isEnd = (value: unknown): value is CardWatchEnd => typeof value === 'string' && Object.hasOwn(ends, value)

/** An extension that says nothing for so long does not see the card. Milliseconds. */
const silence = 2.5 * heartbeatSeconds.every * 1000

/** One watch over a connection, from request to end. */
export async function requestCardWatch(
  connection: Connection,
  jkt: string,
  { onPresent, signal }: CardWatchOptions,
): Promise<CardWatchEnd> {
  if (signal.aborted) return 'stopped'
  const id = crypto.randomUUID()
  const sendCancel = () => connection.send({ id, action: 'cancel', body: {} })
  let timer: ReturnType<typeof setTimeout> | undefined
  let cleanUp = () => {}
  try {
    return await new Promise<CardWatchEnd>((resolve, reject) => {
      const fail = (error: CodedError) => {
        sendCancel()
        reject(error)
      }
      const expectWord = () => {
        clearTimeout(timer)
        timer = setTimeout(() => fail(new CodedError('ERR_BRIDGE_TIMEOUT', 'nothing is heard of the card')), silence)
      }
      const stop = () => {
        sendCancel()
        resolve('stopped')
      }
      const stopListening = connection.listen(id, (message) => {
        if (message.kind === 'card-present') {
          expectWord()
          onPresent()
        } else if (message.kind === 'result') {
          const ended = isRecord(message.result) ? message.result.ended : undefined
          if (isEnd(ended)) resolve(ended)
          else fail(malformed('result.ended'))
        } else if (message.kind === 'error') reject(message.error)
        else fail(malformed(message.kind === 'malformed' ? message.field : 'event'))
      })
      signal.addEventListener('abort', stop, { once: true })
      cleanUp = () => {
        stopListening()
        signal.removeEventListener('abort', stop)
      }
      expectWord()
      connection.send({ id, action: 'watch-card', body: { jkt } })
    })
  } finally {
    clearTimeout(timer)
    cleanUp()
  }
}
