import type { openCard } from '../../../core/cards/open-card.ts'
import type { CardWatchEnd } from '../../../core/protocol/bridge.ts'
import type { PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { Readers } from '../../readers/registry.ts'
import type { Page } from '../page.ts'
import { recogniseCard } from '../recognise-card.ts'
import { compareCard } from './compare-card.ts'
import { followCard } from './follow-card.ts'
import { RemovalWatch } from './removal-watch.ts'
import { type SignedCard, signedCardStore } from './signed-card.ts'

export interface RemovalWatchesOptions {
  readonly readers: Readers
  readonly open: typeof openCard
  /** The sign-in under way. */
  readonly signIn: () => PinWindowState | undefined
}

/** The watches of all portals, one each: a browser has one session at a portal. They outlive the worker. */
export class RemovalWatches {
  readonly #options: RemovalWatchesOptions
  /** By origin. */
  readonly #watches = new Map<string, RemovalWatch>()
  /** Cards whose readers were released: a page that asks later is told so. */
  readonly #released = new Map<string, SignedCard>()
  readonly #listeners = new Set<() => void>()
  readonly #restored: Promise<void>
  #saving: Promise<void> = Promise.resolve()

  constructor(options: RemovalWatchesOptions) {
    this.#options = options
    this.#restored = this.#restore()
  }

  /** The cards that are followed now. */
  get followed(): readonly SignedCard[] {
    return [...this.#watches.values()].filter((watch) => watch.isFollowing).map(({ card }) => card)
  }

  /** Calls `listener` when a watch has begun or ended; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A card has signed in: its session's pages may ask for the watch. */
  async remember(card: SignedCard): Promise<void> {
    this.#watches.get(card.origin)?.end('stopped')
    this.#keep(card)
    await this.#restored
    await this.#save()
  }

  /** Resolves with how the watch ended. A card that is not known here, or not by this key, cannot be watched: `lost`. */
  async watch(request: { id: string; jkt: string; page: Page; tabId: number }): Promise<CardWatchEnd> {
    const { id, jkt, page, tabId } = request
    await this.#restored
    if (this.#released.get(page.origin)?.jkt === jkt) return 'released'
    const watch = this.#watches.get(page.origin)
    if (watch?.card.jkt !== jkt) return 'lost'
    const end = watch.attach(tabId, id, page)
    this.#tell()
    return end
  }

  cancel(id: string, page: Page): void {
    this.#watches.get(page.origin)?.cancel(id, page)
  }

  pageGone(page: Page): void {
    this.#watches.get(page.origin)?.pageGone(page)
  }

  /** Gives up the readers of these names: whoever watches a card in one is told, and the reader is closed. */
  release(readerNames: readonly string[]): void {
    for (const watch of this.#watches.values()) {
      if (readerNames.includes(watch.card.readerName)) watch.end('released')
    }
  }

  /** Ends everything, for a worker that ends. */
  close(): void {
    for (const watch of this.#watches.values()) watch.end('stopped')
  }

  #keep(card: SignedCard): void {
    const { readers, open, signIn } = this.#options
    const isSigningIn = () => signIn() !== undefined
    const recognise = (readerName: string) => recogniseCard(readerName, { readers, open, isSigningIn })
    const watch = new RemovalWatch(card, {
      follow: (onSight, signal) =>
        followCard(card.readerName, {
          readers,
          compare: () => compareCard(card, { signIn, recognise }),
          onSight,
          signal,
        }),
      onEnd: (end) => this.#ended(watch, end),
    })
    this.#released.delete(card.origin)
    this.#watches.set(card.origin, watch)
  }

  #ended(watch: RemovalWatch, end: CardWatchEnd): void {
    const { card } = watch
    if (this.#watches.get(card.origin) === watch) this.#watches.delete(card.origin)
    if (end === 'released') this.#released.set(card.origin, { ...card, released: true })
    if (end === 'lost') this.#keep(card) // it may be found again by a page that asks once more
    void this.#save()
    this.#tell()
  }

  #save(): Promise<void> {
    const watched = [...this.#watches.values()].map(({ card }) => card)
    const cards = [...watched, ...this.#released.values()]
    this.#saving = this.#saving.then(() => signedCardStore.save(cards))
    return this.#saving
  }

  async #restore(): Promise<void> {
    for (const card of await signedCardStore.load()) {
      if (this.#watches.has(card.origin)) continue // somebody has signed in meanwhile
      if (card.released) this.#released.set(card.origin, card)
      else this.#keep(card)
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
