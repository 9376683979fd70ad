import { useState } from 'preact/hooks'
import type { CodedError } from '../../core/errors/coded-error.ts'
import { toCodedError } from './loaded.ts'

export type Change = { readonly state: 'ready' | 'working' } | { readonly state: 'failed'; readonly error: CodedError }

/** One change at a time: at work, or why the last one failed. `run` never rejects, and does nothing while one is at work. */
export function useChange(): { readonly change: Change; readonly run: (work: () => Promise<void>) => Promise<void> } {
  const [change, setChange] = useState<Change>({ state: 'ready' })
  const run = async (work: () => Promise<void>) => {
    if (change.state === 'working') return
    setChange({ state: 'working' })
    try {
      await work()
      setChange({ state: 'ready' })
    } catch (error) {
      setChange({ state: 'failed', error: toCodedError(error) })
    }
  }
  return { change, run }
}
