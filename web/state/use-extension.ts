import { useCallback, useEffect, useState } from 'preact/hooks'
import type { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import { toCodedError } from './loaded.ts'
import { useServices } from './services.ts'

/** What is known of the extension. */
export type ExtensionState =
  | { readonly name: 'checking' }
  | { readonly name: 'ready' }
  /** This kind of browser cannot run it. */
  | { readonly name: 'unsupported' }
  | { readonly name: ProblemName; readonly error: CodedError }

type ProblemName = 'missing' | 'disabled' | 'outdated' | 'not-allowed' | 'failed'

/** Why the extension cannot be used. */
export type ExtensionProblem = Exclude<ExtensionState, { readonly name: 'checking' | 'ready' }>

/** The errors that mean: with this extension, on this page, nobody can sign in. */
const problems: { readonly [C in ErrorCode]?: ProblemName } = {
  ERR_BRIDGE_MISSING: 'missing',
  ERR_BRIDGE_DISABLED: 'disabled',
  ERR_BRIDGE_OUTDATED: 'outdated',
  ERR_BRIDGE_SITE_NOT_ALLOWED: 'not-allowed',
  ERR_BRIDGE_INSECURE: 'not-allowed',
  ERR_BRIDGE_NOT_TOP_FRAME: 'not-allowed',
}

export interface ExtensionControl {
  readonly extension: ExtensionState
  readonly noteReady: () => void
  /** True when the error means that the extension cannot be used here, which is then its state. */
  readonly noteProblem: (error: CodedError) => boolean
}

/** Whether the extension is there and serves this page; asked again when one reports itself. */
export function useExtension(): ExtensionControl {
  const { bridge, browser } = useServices()
  const [extension, setExtension] = useState<ExtensionState>({ name: 'checking' })

  const note = useCallback(
    (error: CodedError) => {
      const name = problems[error.code] ?? 'failed'
      const unsupported = name === 'missing' && browser.shop === undefined
      setExtension(unsupported ? { name: 'unsupported' } : { name, error })
    },
    [browser],
  )

  useEffect(() => {
    const check = async () => {
      setExtension({ name: 'checking' })
      try {
        await bridge.status()
        setExtension({ name: 'ready' })
      } catch (error) {
        note(toCodedError(error))
      }
    }
    void check()
    // an extension that has just been installed reports itself: no reload is needed
    return bridge.onRelayReady(() => void check())
  }, [bridge, note])

  return {
    extension,
    noteReady: () => setExtension({ name: 'ready' }),
    noteProblem(error) {
      if (!problems[error.code]) return false
      note(error)
      return true
    },
  }
}
