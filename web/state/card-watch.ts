import type { CardWatchEnd } from '../../core/protocol/bridge.ts'
import { toCodedError } from './loaded.ts'
import type { Services } from './services.ts'
import { askSession, isSignedOut, leave } from './session.ts'

/** `lost`: nobody can say whether the card is there; the server ends the session soon unless it is seen again. */
export type CardWatchStatus = 'starting' | 'watching' | 'lost'

type Parts = Pick<Services, 'call' | 'keys' | 'bridge' | 'session' | 'router'>

/** Milliseconds before a watch that was lost is asked for again. */
const again = 5000

/** Has the card of the session watched, and does what follows from it, until `signal` is aborted. Never rejects. */
export async function keepCardWatched(
  parts: Parts,
  signal: AbortSignal,
  onStatus: (status: CardWatchStatus) => void,
): Promise<void> {
  while (!signal.aborted) {
    const ended = await watchOnce(parts, signal, onStatus)
    if (signal.aborted) return
    if (ended === 'removed') return await endWithCard(parts)
    if (ended === 'released') return await noteRelease(parts)
    if (ended === 'lost') onStatus('lost')
    await pause(parts, signal)
    if (!signal.aborted) await askWhetherOver(parts)
  }
}

async function watchOnce(
  parts: Parts,
  signal: AbortSignal,
  onStatus: (status: CardWatchStatus) => void,
): Promise<CardWatchEnd> {
  try {
    const { thumbprint } = await parts.keys.obtain()
    const onPresent = () => {
      onStatus('watching')
      void passOn(parts)
    }
    return await parts.bridge.watchCard(thumbprint, { signal, onPresent })
  } catch (error) {
    toCodedError(error)
    return 'lost'
  }
}

/** The heartbeat. One that does not arrive is followed by the next. */
async function passOn(parts: Parts): Promise<void> {
  try {
    await parts.call('POST /api/auth/card-watch', { card: 'present' })
  } catch (error) {
    if (isSignedOut(error)) await askWhetherOver(parts)
  }
}

/** What was shown goes first: the server may be slow to answer, and ends the session by itself if it never hears of it. */
async function endWithCard(parts: Parts): Promise<void> {
  leave(parts, 'card-removed')
  await parts.call('POST /api/auth/card-watch', { card: 'removed' }).catch(toCodedError)
}

async function noteRelease(parts: Parts): Promise<void> {
  await parts.call('POST /api/auth/card-watch', { card: 'released' }).catch(toCodedError)
  await askWhetherOver(parts)
}

async function askWhetherOver(parts: Parts): Promise<void> {
  await askSession(parts).catch(toCodedError)
}

/** Ends early when a new relay reports itself. */
function pause({ bridge }: Parts, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, again)
    const stop = bridge.onRelayReady(end)
    signal.addEventListener('abort', end)
  })
}
