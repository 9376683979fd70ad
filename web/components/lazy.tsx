import type { ComponentType, FunctionComponent, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { CodedError } from '../../core/errors/coded-error.ts'

/** Drawn while the code is on its way, and with `error` when it did not come. */
export type Fetching = ComponentType<{ readonly error: CodedError | undefined; readonly retry: () => void }>

export interface LazyComponent<P extends object> extends FunctionComponent<P> {
  /** Resolves when it is there, and is drawn at once from then on. Rejects with what kept it. */
  load(): Promise<void>
  /** Starts fetching. A failure is met again, and shown, when the component is drawn. */
  preload(): void
}

/** A component whose code is fetched when it is first needed. Once it is there it is drawn at once. */
export function lazy<P extends object>(
  fetchComponent: () => Promise<ComponentType<P>>,
  Fetching: Fetching,
): LazyComponent<P> {
  let Component: ComponentType<P> | undefined
  let fetching: Promise<void> | undefined

  const fetchOnce = async () => {
    try {
      Component = await fetchComponent()
    } finally {
      fetching = undefined
    }
  }
  const load = () => (Component ? Promise.resolve() : (fetching ??= fetchOnce()))

  function Lazy(props: P): JSX.Element {
    const [, redraw] = useState(0)
    const [error, setError] = useState<CodedError>()
    const fetchNow = async () => {
      setError(undefined)
      try {
        await load()
        redraw((count) => count + 1)
      } catch (cause) {
        // no connection, or a newer portal has been put in place meanwhile
        setError(new CodedError('ERR_REQUEST_UNREACHABLE', 'code of the page could not be fetched', { cause }))
      }
    }
    const isWaiting = Component === undefined
    useEffect(() => {
      if (isWaiting) void fetchNow() // also when it has come since: what is drawn does not know yet
    }, [])
    return Component ? <Component {...props} /> : <Fetching error={error} retry={() => void fetchNow()} />
  }

  return Object.assign(Lazy, { load, preload: () => void load().catch(() => {}) })
}
