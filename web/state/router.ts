import { pageAddress, pageAt, type PagePath } from '../../core/protocol/pages.ts'
import type { Site } from '../../core/portal/sites.ts'
import { Store } from './store.ts'

/** A word that a page shows because of how the person came to it. */
export type Arrival = 'session-ended' | 'signed-out' | 'sign-in-needed' | 'card-removed'

export interface Place {
  /** Undefined for an address that is no page of the portal. */
  readonly path: PagePath | undefined
  /** What the page's address has at the end; empty for a page that has one address. */
  readonly part: string
  /** As it stands in the address, with its question mark; empty without one. */
  readonly query: string
  /** The place on the page, with its number sign; empty without one. */
  readonly hash: string
  readonly arrival: Arrival | undefined
}

const placeOf = ({ pathname, search, hash }: Location, site: Site): Place => ({
  path: pageAt(pathname, site)?.path,
  part: pageAt(pathname, site)?.part ?? '',
  query: search,
  hash,
  arrival: undefined,
})

/** Pages by the History API: no reload, the browser's back and forward work. */
export class Router extends Store<Place> {
  readonly #window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>

  /** Whose pages these are. */
  readonly site: Site

  constructor(
    window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>,
    site: Site = 'portal',
  ) {
    super(placeOf(window.location, site))
    this.#window = window
    this.site = site
    window.addEventListener('popstate', this.#onPopState)
  }

  /** `replace` leaves no entry to come back to: for redirects. */
  navigate(
    path: PagePath,
    {
      part = '',
      query = '',
      hash = '',
      replace = false,
      arrival,
    }: { part?: string; query?: string; hash?: string; replace?: boolean; arrival?: Arrival } = {},
  ): void {
    const { history, location } = this.#window
    const address = pageAddress(path, part) + query + hash
    if (replace) history.replaceState(null, '', address)
    else if (location.pathname + location.search + location.hash !== address) history.pushState(null, '', address)
    this.set({ path, part, query, hash, arrival })
  }

  close(): void {
    this.#window.removeEventListener('popstate', this.#onPopState)
  }

  readonly #onPopState = (): void => {
    this.set(placeOf(this.#window.location, this.site))
  }
}
