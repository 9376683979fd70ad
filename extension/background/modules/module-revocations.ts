import { z } from 'zod'
import { revokedModules } from '../../../core/protocol/sam.ts'
import type { RevocationNews } from '../../../core/protocol/modules.ts'
import type { ModuleStore } from '../../modules/module-store.ts'

export interface ModuleRevocationsOptions {
  readonly store: ModuleStore
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Milliseconds after which a portal counts as one that does not answer. */
const limit = 4_000
/** How long an answer is good for a sign-in. */
const goodFor = 86_400_000

/** By portal, when it told last. */
const toldName = 'modules-told'
const told = z.record(z.string(), z.number())

/** Asks the portals which modules are revoked, and marks those that are here. What a portal said stays said. */
export class ModuleRevocations {
  readonly #options: ModuleRevocationsOptions
  readonly #listeners = new Set<() => void>()
  #news: RevocationNews = 'asking'
  #asking: Promise<unknown> = Promise.resolve()

  constructor(options: ModuleRevocationsOptions) {
    this.#options = options
  }

  get news(): RevocationNews {
    return this.#news
  }

  /** When a portal last told; null when none ever did. */
  async toldAt(): Promise<number | null> {
    const times = Object.values(await this.#told())
    return times.length > 0 ? Math.max(...times) : null
  }

  /** Calls `listener` when there is news; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks now; of several portals one that answers is enough for news. Never rejects for what stands in the way. */
  ask(portals: readonly string[]): Promise<void> {
    const asked = this.#asking.then(() => this.#askAll(portals))
    this.#asking = asked.catch(() => undefined)
    return asked
  }

  /** Before a sign-in: asks a portal that has not told within a day. */
  async askDaily(portal: string): Promise<void> {
    const last = (await this.#told())[portal]
    if (last === undefined || Math.abs(this.#options.now() - last) >= goodFor) await this.ask([portal])
  }

  async #askAll(portals: readonly string[]): Promise<void> {
    const { store, now } = this.#options
    this.#tell('asking')
    const answers = await Promise.all(portals.map(async (portal) => ({ portal, codes: await this.#revokedAt(portal) })))
    const good = answers.filter(({ codes }) => codes !== undefined)
    if (good.length > 0) {
      await store.markRevoked(new Set(good.flatMap(({ codes = [] }) => codes)), now())
      const times = { ...(await this.#told()), ...Object.fromEntries(good.map(({ portal }) => [portal, now()])) }
      await chrome.storage.local.set({ [toldName]: times })
    }
    this.#tell(good.length > 0 ? 'told' : 'unreachable')
  }

  /** Undefined where the portal does not answer, or not as one of ours. */
  async #revokedAt(portal: string): Promise<readonly string[] | undefined> {
    const signal = AbortSignal.timeout(limit)
    const how = { cache: 'no-store', credentials: 'omit', redirect: 'error', signal } as const
    try {
      const answer = await this.#options.fetch(`${portal}/api/sam/revoked`, how)
      return answer.ok ? revokedModules.safeParse(await answer.json()).data?.modules : undefined
    } catch {
      return undefined // no such name, no connection, no JSON: the last known answer stands
    }
  }

  async #told(): Promise<Record<string, number>> {
    return told.safeParse((await chrome.storage.local.get(toldName))[toldName]).data ?? {}
  }

  #tell(news: RevocationNews): void {
    this.#news = news
    for (const listener of this.#listeners) listener()
  }
}
