import type { DemoStore } from './demo-store.ts'
import { type DeskState, emptyDesk, parseDeskState } from './desk-state.ts'

/** The part of `navigator.locks` that is needed. */
export interface DeskLocks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>
}

/**
 * The desk's state over a store that several contexts share. Every change reads, changes and writes under one lock, so
 * that two desks never overwrite each other; `current` is what was read or written last.
 */
export class DeskStorage {
  readonly #store: DemoStore
  readonly #locks: DeskLocks
  readonly #changed: (before: DeskState, after: DeskState) => void
  #current = emptyDesk

  constructor(store: DemoStore, locks: DeskLocks, changed: (before: DeskState, after: DeskState) => void) {
    this.#store = store
    this.#locks = locks
    this.#changed = changed
  }

  get current(): DeskState {
    return this.#current
  }

  /** Takes up what another context wrote. */
  async refresh(): Promise<void> {
    await this.#locks.request('demo-desk', async () => {
      this.#take(parseDeskState(await this.#store.get()))
    })
  }

  /** Resolves once the change is stored. A change that returns the state it was given is not written. */
  async change<T>(work: (state: DeskState) => { state: DeskState; result: T }): Promise<T> {
    return this.#locks.request('demo-desk', async () => {
      const before = parseDeskState(await this.#store.get())
      const { state, result } = work(before)
      if (state === before) {
        this.#take(before)
        return result
      }
      const after = { ...state, revision: before.revision + 1 }
      await this.#store.set(after)
      this.#take(after)
      return result
    })
  }

  #take(state: DeskState): void {
    if (state.revision === this.#current.revision) return
    const before = this.#current
    this.#current = state
    this.#changed(before, state)
  }
}

/** Locks for one context: first come, first served. */
export function localLocks(): DeskLocks {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request: async (_name, work) => {
      const turn = last.then(work)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
