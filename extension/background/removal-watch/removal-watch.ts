import type { CardWatchEnd } from '../../../core/protocol/bridge.ts'
import { heartbeatSeconds } from '../../../core/protocol/card-watch.ts'
import type { Page } from '../page.ts'
import { Deferred } from '../sign-in/deferred.ts'
import { stayAwake } from '../sign-in/stay-awake.ts'
import type { SignedCard } from './signed-card.ts'

/** A page that has asked for the watch. */
interface Watcher {
  readonly id: string
  readonly page: Page
  readonly end: Deferred<CardWatchEnd>
}

export interface RemovalWatchOptions {
  /** Follows the card until it resolves. */
  readonly follow: (onSight: (inSight: boolean) => void, signal: AbortSignal) => Promise<'removed' | 'lost'>
  /** Called once, when it is over. */
  readonly onEnd: (end: CardWatchEnd) => void
}

/**
 * The watch of one card, for all pages of its session. It begins with the first page that asks; without a page it goes on
 * for as long as the session could live so, and a page that was reloaded takes it up again.
 */
export class RemovalWatch {
  readonly card: SignedCard
  readonly #options: RemovalWatchOptions
  /** By tab. */
  readonly #watchers = new Map<number, Watcher>()
  readonly #over = new AbortController()
  #inSight = false
  #following = false
  #leaving: ReturnType<typeof setTimeout> | undefined
  #release: () => void = () => undefined

  constructor(card: SignedCard, options: RemovalWatchOptions) {
    this.card = card
    this.#options = options
    this.#leaveSoon()
  }

  /** Whether the reader is kept open, or asked about, for it. */
  get isFollowing(): boolean {
    return this.#following && !this.#over.signal.aborted
  }

  attach(tabId: number, id: string, page: Page): Promise<CardWatchEnd> {
    clearTimeout(this.#leaving)
    this.#watchers.get(tabId)?.end.resolve('stopped')
    const watcher = { id, page, end: new Deferred<CardWatchEnd>() }
    this.#watchers.set(tabId, watcher)
    if (this.#inSight) beat(watcher)
    this.#follow()
    return watcher.end.promise
  }

  pageGone(page: Page): void {
    for (const [tabId, watcher] of this.#watchers) if (watcher.page === page) this.#watchers.delete(tabId)
    if (this.#watchers.size === 0) this.#leaveSoon()
  }

  /** The page wants it no more. Without another page nobody does. */
  cancel(id: string, page: Page): void {
    for (const [tabId, watcher] of this.#watchers) {
      if (watcher.page !== page || watcher.id !== id) continue
      this.#watchers.delete(tabId)
      watcher.end.resolve('stopped')
      if (this.#watchers.size === 0) this.end('stopped')
    }
  }

  end(end: CardWatchEnd): void {
    if (this.#over.signal.aborted) return
    this.#over.abort()
    clearTimeout(this.#leaving)
    this.#release()
    for (const watcher of this.#watchers.values()) watcher.end.resolve(end)
    this.#options.onEnd(end)
  }

  #leaveSoon(): void {
    clearTimeout(this.#leaving)
    if (this.#over.signal.aborted) return
    this.#leaving = setTimeout(() => this.end('stopped'), heartbeatSeconds.within * 1000)
  }

  #follow(): void {
    if (this.#following) return
    this.#following = true
    const sleep = stayAwake()
    const beats = setInterval(() => this.#beat(), heartbeatSeconds.every * 1000)
    this.#release = () => {
      sleep()
      clearInterval(beats)
    }
    this.#options
      .follow((inSight) => {
        this.#inSight = inSight
        this.#beat()
      }, this.#over.signal)
      .then(
        (end) => this.end(end),
        (error: unknown) => {
          this.end('lost')
          throw error // our own bug: left to surface
        },
      )
  }

  #beat(): void {
    if (this.#inSight) for (const watcher of this.#watchers.values()) beat(watcher)
  }
}

const beat = ({ id, page }: Watcher): void => page.send({ id, event: 'card-present' })
