import type { CheckSystem } from '../../../core/check/check-row.ts'
import { systemOf } from '../../../core/check/supported-versions.ts'

/** The part of `window` that tells a page of its own surroundings. */
export interface FactsWindow {
  readonly isSecureContext: boolean
  readonly location: { readonly origin: string }
  readonly localStorage: Storage
  readonly navigator: {
    readonly cookieEnabled: boolean
    /** UA Client Hints: Chromium only, in secure contexts. */
    readonly userAgentData?: { readonly platform: string }
  }
}

export interface PageFacts {
  readonly origin: string
  readonly system: CheckSystem
  readonly isSecureContext: boolean
  readonly canStore: boolean
}

export function readPageFacts(window: FactsWindow): PageFacts {
  const { cookieEnabled, userAgentData } = window.navigator
  return {
    origin: window.location.origin,
    system: systemOf(userAgentData?.platform ?? '').system,
    isSecureContext: window.isSecureContext,
    canStore: cookieEnabled && canStore(window),
  }
}

function canStore(window: FactsWindow): boolean {
  const name = 'nhi-portal:check'
  try {
    window.localStorage.setItem(name, '1')
    window.localStorage.removeItem(name)
    return true
  } catch {
    return false // forbidden, or full
  }
}
