import { type PagePath, pages } from '../../core/protocol/pages.ts'
import { Store } from './store.ts'

/** A word that a page shows because of how the person came to it. */
export type Arrival = 'session-ended' | 'signed-out' | 'sign-in-needed' | 'card-removed'

export interface Place {
  /** Undefined for an address that is no page of the portal. */
  readonly path: PagePath | undefined
  /** As it stands in the address, with its question mark; empty without one. */
  readonly query: string
  readonly arrival: Arrival | undefined
}

const isPage = (path: string): path is PagePath => Object.hasOwn(pages, path)

/** The page for an address; a slash at its end makes no difference. */
export function pageAt(pathname: string): PagePath | undefined {
  const path = pathname.replace(/\/+$/, '') || '/'
  return isPage(path) ? path : undefined
}

const placeOf = ({ pathname, search }: Location): Place => ({
  path: pageAt(pathname),
  query: search,
  arrival: undefined,
})

/** Pages by the History API: no reload, the browser's back and forward work. */
export class Router extends Store<Place> {
  readonly #window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>

  constructor(window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>) {
    super(placeOf(window.location))
    this.#window = window
    window.addEventListener('popstate', this.#onPopState)
  }

  /** `replace` leaves no entry to come back to: for redirects. */
  navigate(
    path: PagePath,
    { query = '', replace = false, arrival }: { query?: string; replace?: boolean; arrival?: Arrival } = {},
  ): void {
    const { history, location } = this.#window
    if (replace) history.replaceState(null, '', path + query)
    else if (location.pathname + location.search !== path + query) history.pushState(null, '', path + query)
    this.set({ path, query, arrival })
  }

  close(): void {
    this.#window.removeEventListener('popstate', this.#onPopState)
  }

  readonly #onPopState = (): void => {
    this.set(placeOf(this.#window.location))
  }
}
