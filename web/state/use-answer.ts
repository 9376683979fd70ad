import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { RouteAnswer, RouteName, RouteRequest } from '../../core/protocol/routes.ts'
import { type Loaded, toCodedError } from './loaded.ts'
import { useServices } from './services.ts'
import { useSignedInCall } from './use-signed-in-call.ts'

/** What a route answers, asked when the page is drawn, unless it came with the page. `take` puts a newer answer in its place, `ask` asks anew. */
export function useAnswer<R extends RouteName>(
  route: R,
  body: RouteRequest<R>,
): {
  readonly loaded: Loaded<RouteAnswer<R>>
  readonly take: (value: RouteAnswer<R>) => void
  readonly ask: (body?: RouteRequest<R>) => Promise<void>
} {
  const call = useSignedInCall()
  const { first: given } = useServices()
  const [loaded, setLoaded] = useState<Loaded<RouteAnswer<R>>>(() => {
    const value = given.find(route, body)
    return value ? { state: 'ready', value } : { state: 'loading' }
  })
  const isAsked = useRef(loaded.state === 'ready')
  const first = useRef(body)
  const asking = useRef<AbortController>(undefined)

  const take = useCallback((value: RouteAnswer<R>) => setLoaded({ state: 'ready', value }), [])
  const ask = useCallback(
    async (body: RouteRequest<R> = first.current) => {
      asking.current?.abort()
      const { signal } = (asking.current = new AbortController())
      setLoaded({ state: 'loading' })
      try {
        const value = await call(route, body, { signal })
        if (!signal.aborted) take(value)
      } catch (error) {
        if (!signal.aborted) setLoaded({ state: 'failed', error: toCodedError(error) })
      }
    },
    [call, route, take],
  )
  useEffect(() => {
    if (!isAsked.current) void ask()
    return () => asking.current?.abort()
  }, [ask])
  return { loaded, take, ask }
}
