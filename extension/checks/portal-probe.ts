import { echo, type Echo } from '../../core/protocol/echo.ts'
import type { PortalSite } from './portal-sites.ts'

/** What came of asking a portal. */
export interface PortalProbe {
  readonly site: PortalSite
  /** Chromium's name of what stood in the way, such as `net::ERR_NAME_NOT_RESOLVED`; undefined when the portal answered. */
  readonly error?: string | undefined
  /** The address that the browser's request went to: a proxy's, where there is one. */
  readonly address?: string | undefined
  /** Undefined when what answered is no portal of ours. */
  readonly echo?: Echo | undefined
  /** Milliseconds since 1970 by this computer's clock, halfway between question and answer. */
  readonly askedAt: number
}

interface Details {
  readonly url: string
  readonly initiator?: string | undefined
  readonly ip?: string | undefined
}

type Listen<D> = {
  addListener(listener: (details: D) => void, filter: { urls: string[] }): void
  removeListener(listener: (details: D) => void): void
}

/** What of `chrome.webRequest` is used: it alone tells addresses and the names of errors. */
export interface WebRequestEvents {
  readonly onCompleted: Listen<Details>
  readonly onErrorOccurred: Listen<Details & { readonly error: string }>
}

export interface ProbeParts {
  readonly webRequest: WebRequestEvents
  readonly fetch: typeof globalThis.fetch
  /** The extension's own origin. */
  readonly initiator: string
  readonly now: () => number
}

/** Milliseconds after which a portal counts as one that does not answer. */
const limit = 4_000
/** Milliseconds within which the browser has told of a request that has ended. */
const patience = 500
const noAnswer = 'net::ERR_TIMED_OUT'
/** The browser tells nothing of requests to sites that it keeps the extension away from. */
const untold = 'net::ERR_BLOCKED_BY_CLIENT'

/** Asks the portal what arrives there. Without cookies: nobody is signed in by it. */
export async function probePortal(site: PortalSite, parts: ProbeParts): Promise<PortalProbe> {
  const began = parts.now()
  const asked = await request(`${site.origin}/api/echo`, site, parts)
  const askedAt = (began + parts.now()) / 2
  const parsed = echo.safeParse(asked.json)
  return { site, error: asked.error, address: asked.address, echo: parsed.data, askedAt }
}

interface Seen {
  readonly error?: string | undefined
  readonly address?: string | undefined
  readonly json?: unknown
}

/** One request with what webRequest tells of it, which may come after the answer itself. */
async function request(url: string, site: PortalSite, parts: ProbeParts): Promise<Seen> {
  const { webRequest, fetch, initiator } = parts
  const filter = { urls: [site.pattern] }
  const isOurs = (details: Details) => details.url === url && details.initiator === initiator
  let tell: (seen: Seen) => void
  const seen = new Promise<Seen>((resolve) => (tell = resolve))
  const onCompleted = (details: Details) => {
    if (isOurs(details)) tell({ address: details.ip })
  }
  const onError = (details: Details & { readonly error: string }) => {
    if (isOurs(details)) tell({ error: details.error, address: details.ip })
  }
  webRequest.onCompleted.addListener(onCompleted, filter)
  webRequest.onErrorOccurred.addListener(onError, filter)
  try {
    const signal = AbortSignal.timeout(limit)
    const how = { cache: 'no-store', credentials: 'omit', redirect: 'manual', signal } as const
    const answer = await fetch(url, how).catch(() => undefined)
    const json: unknown = await answer?.json().catch(() => undefined)
    if (signal.aborted) return { error: noAnswer }
    setTimeout(() => tell({ error: untold }), patience)
    return { ...(await seen), json }
  } finally {
    webRequest.onCompleted.removeListener(onCompleted)
    webRequest.onErrorOccurred.removeListener(onError)
  }
}
