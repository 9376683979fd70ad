import { type PagePath, pages } from '../../core/protocol/pages.ts'
import { Store } from './store.ts'

/** A word that a page shows because of how the person came to it. */
export type Arrival = 'session-ended' | 'signed-out' | 'sign-in-needed'

export interface Place {
  /** Undefined for an address that is no page of the portal. */
  readonly path: PagePath | undefined
  readonly arrival: Arrival | undefined
}

const isPage = (path: string): path is PagePath => Object.hasOwn(pages, path)

/** The page for an address; a slash at its end makes no difference. */
export function pageAt(pathname: string): PagePath | undefined {
  const path = pathname.replace(/\/+$/, '') || '/'
  return isPage(path) ? path : undefined
}

/** Pages by the History API: no reload, the browser's back and forward work. */
export class Router extends Store<Place> {
  readonly #window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>

  constructor(window: Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>) {
    super({ path: pageAt(window.location.pathname), arrival: undefined })
    this.#window = window
    window.addEventListener('popstate', this.#onPopState)
  }

  /** `replace` leaves no entry to come back to: for redirects. */
  navigate(path: PagePath, { replace = false, arrival }: { replace?: boolean; arrival?: Arrival } = {}): void {
    if (replace) this.#window.history.replaceState(null, '', path)
    else if (this.#window.location.pathname !== path) this.#window.history.pushState(null, '', path)
    this.set({ path, arrival })
  }

  close(): void {
    this.#window.removeEventListener('popstate', this.#onPopState)
  }

  readonly #onPopState = (): void => {
    this.set({ path: pageAt(this.#window.location.pathname), arrival: undefined })
  }
}
