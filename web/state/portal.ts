import type { RouteAnswer } from '../../core/protocol/routes.ts'
import type { Call } from '../api/call.ts'
import type { ServerClock } from '../api/server-clock.ts'
import { type Loaded, toCodedError } from './loaded.ts'
import { Store } from './store.ts'

export type PortalInfo = RouteAnswer<'GET /api/portal'>

/** What this portal is: platform, environment, where the extension is had. Loaded once per page. */
export class Portal extends Store<Loaded<PortalInfo>> {
  readonly #call: Call
  readonly #clock: ServerClock

  /** `known` came with the page: there is then nothing to load. */
  constructor(call: Call, clock: ServerClock, known?: PortalInfo) {
    super(known ? { state: 'ready', value: known } : { state: 'loading' })
    this.#call = call
    this.#clock = clock
  }

  /** Never rejects: a failure is the store's value. */
  async load(): Promise<void> {
    this.set({ state: 'loading' })
    try {
      const value = await this.#call('GET /api/portal', {})
      this.#clock.observe(value.time)
      this.set({ state: 'ready', value })
    } catch (error) {
      this.set({ state: 'failed', error: toCodedError(error) })
    }
  }
}
