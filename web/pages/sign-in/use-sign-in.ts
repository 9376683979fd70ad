import { useEffect, useRef, useState } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ExtensionPage } from '../../../core/protocol/bridge.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { enter } from '../../state/session.ts'
import { type ExtensionState, useExtension } from '../../state/use-extension.ts'
import { type SignInChoice, signIn, type Step } from './sign-in.ts'

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
  /** Has the extension open a page of its own. */
  readonly openPage: (page: ExtensionPage) => void
}

const cancelled = (error: unknown) => error instanceof CodedError && error.code === 'ERR_PIN_CANCELLED'

/**
 * Looks after the extension and after one sign-in at a time, which `run` does. An attempt ends with the page, or with a failure.
 */
export function useSignIn(run: typeof signIn = signIn): SignInControl {
  const services = useServices()
  const { extension, noteReady, noteProblem } = useExtension()
  const [attempt, setAttempt] = useState<Attempt>({ name: 'idle' })
  const running = useRef<AbortController | undefined>(undefined)

  useEffect(() => () => running.current?.abort(), [])

  const start = async (choice: SignInChoice) => {
    if (running.current) return
    const controller = new AbortController()
    running.current = controller
    void services.preloadPages()
    const { signal } = controller
    try {
      const onStep = (step: Step) => {
        if (step !== 'preparing') noteReady()
        setAttempt({ name: 'working', step })
      }
      const view = await run(services, choice, { onStep, signal })
      enter(services, view)
    } catch (error) {
      const coded =
        signal.aborted && !cancelled(error) ? new CodedError('ERR_PIN_CANCELLED', 'cancelled') : toCodedError(error)
      setAttempt(noteProblem(coded) ? { name: 'idle' } : { name: 'failed', error: coded })
    } finally {
      running.current = undefined
    }
  }

  const openPage = async (page: ExtensionPage) => {
    try {
      await services.bridge.openPage(page)
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
    openPage: (page) => void openPage(page),
  }
}
