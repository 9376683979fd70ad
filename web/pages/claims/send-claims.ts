import { claimsPartBytes } from '../../../core/claims/submission.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { Call } from '../../api/call.ts'

/** So often in a row a part is sent again by itself; then the person is asked. */
const mostTries = 6
const firstPauseMilliseconds = 1000

export interface Sending {
  readonly withOrders: boolean
  /** So many bytes have arrived. */
  readonly onProgress: (received: number) => void
  /** The line is broken, and it will be tried again. */
  readonly onBroken: () => void
  readonly signal: AbortSignal
  readonly pause?: (milliseconds: number) => Promise<void>
}

/**
 * Sends a claims file in parts, and goes on where it was when the line breaks, in this page or in a later one. Errors: the
 * server's; ERR_REQUEST_UNREACHABLE when the line does not come back; the signal's reason.
 */
export async function sendClaims(call: Call, file: File, sending: Sending): Promise<void> {
  const { withOrders, onProgress, onBroken, signal, pause = wait } = sending
  const sha256 = await digest(file)
  let broken = 0
  /** Until it gets through: nothing is sent twice by it, since the server says where to go on. */
  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      signal.throwIfAborted()
      try {
        const answer = await work()
        broken = 0
        return answer
      } catch (error) {
        if (!isCoded(error, 'ERR_REQUEST_UNREACHABLE') || ++broken > mostTries) throw error
        onBroken()
        await pause(firstPauseMilliseconds * 2 ** (broken - 1))
      }
    }
  }
  const { name, size } = file
  const begun = await insist(() => call('POST /api/claims/uploads', { name, size, sha256, withOrders }, { signal }))
  for (let { received } = begun; received < size;) {
    onProgress(received)
    const part = file.slice(received, received + claimsPartBytes)
    const about = { id: begun.id, at: String(received) }
    const answer = await insist(() => call('POST /api/claims/uploads/part', about, { file: part, signal }))
    received = answer.received
  }
  onProgress(size)
}

async function digest(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
