import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-table.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { enter } from '../../state/session.ts'
import { preloadLaterPages } from '../later-pages.ts'
import { type SignInChoice, signIn, type Step } from './sign-in.ts'

/** What is known of the extension. */
export type ExtensionState =
  | { readonly name: 'checking' }
  | { readonly name: 'ready' }
  /** This kind of browser cannot run it. */
  | { readonly name: 'unsupported' }
  | { readonly name: ExtensionProblem; readonly error: CodedError }

export type ExtensionProblem = 'missing' | 'disabled' | 'outdated' | 'not-allowed' | 'failed'

/** The errors that mean: with this extension, on this page, nobody can sign in. */
const problems: { readonly [C in ErrorCode]?: ExtensionProblem } = {
  ERR_BRIDGE_MISSING: 'missing',
  ERR_BRIDGE_DISABLED: 'disabled',
  ERR_BRIDGE_OUTDATED: 'outdated',
  ERR_BRIDGE_SITE_NOT_ALLOWED: 'not-allowed',
  ERR_BRIDGE_INSECURE: 'not-allowed',
  ERR_BRIDGE_NOT_TOP_FRAME: 'not-allowed',
}

export type Attempt =
  | { readonly name: 'idle' }
  | { readonly name: 'working'; readonly step: Step }
  | { readonly name: 'failed'; readonly error: CodedError }

export interface SignInControl {
  readonly extension: ExtensionState
  readonly attempt: Attempt
  readonly start: (choice: SignInChoice) => void
  readonly cancel: () => void
  /** Takes away the message of the last attempt. */
  readonly dismiss: () => void
  /** Has the extension open its page for choosing a USB reader. */
  readonly pairReader: () => void
}

const cancelled = (error: unknown) => error instanceof CodedError && error.code === 'ERR_PIN_CANCELLED'

/** Looks after the extension and after one sign-in at a time. An attempt ends with the page. */
export function useSignIn(): SignInControl {
  const services = useServices()
  const { bridge, browser } = services
  const [extension, setExtension] = useState<ExtensionState>({ name: 'checking' })
  const [attempt, setAttempt] = useState<Attempt>({ name: 'idle' })
  const running = useRef<AbortController | undefined>(undefined)

  const noteProblem = useCallback(
    (error: CodedError) => {
      const name = problems[error.code] ?? 'failed'
      const unsupported = name === 'missing' && browser.shop === undefined
      setExtension(unsupported ? { name: 'unsupported' } : { name, error })
    },
    [browser],
  )

  const check = useCallback(async () => {
    setExtension({ name: 'checking' })
    try {
      await bridge.status()
      setExtension({ name: 'ready' })
    } catch (error) {
      noteProblem(toCodedError(error))
    }
  }, [bridge, noteProblem])

  useEffect(() => {
    void check()
    // an extension that has just been installed reports itself: no reload is needed
    const stop = bridge.onRelayReady(() => void check())
    return () => {
      stop()
      running.current?.abort()
    }
  }, [bridge, check])

  const start = async (choice: SignInChoice) => {
    if (running.current) return
    const controller = new AbortController()
    running.current = controller
    preloadLaterPages()
    const { signal } = controller
    try {
      const onStep = (step: Step) => {
        if (step !== 'preparing') setExtension({ name: 'ready' })
        setAttempt({ name: 'working', step })
      }
      const view = await signIn(services, choice, { onStep, signal })
      enter(services, view)
    } catch (error) {
      const coded =
        signal.aborted && !cancelled(error) ? new CodedError('ERR_PIN_CANCELLED', 'cancelled') : toCodedError(error)
      if (problems[coded.code]) {
        noteProblem(coded)
        setAttempt({ name: 'idle' })
      } else {
        setAttempt({ name: 'failed', error: coded })
      }
    } finally {
      running.current = undefined
    }
  }

  const pairReader = async () => {
    try {
      await bridge.openPage('pairing')
    } catch (error) {
      setAttempt({ name: 'failed', error: toCodedError(error) })
    }
  }

  return {
    extension,
    attempt,
    start: (choice) => void start(choice),
    cancel: () => running.current?.abort(),
    dismiss: () => setAttempt({ name: 'idle' }),
    pairReader: () => void pairReader(),
  }
}
