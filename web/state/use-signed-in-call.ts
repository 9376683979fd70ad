import { useMemo } from 'preact/hooks'
import { isCoded } from '../../core/errors/coded-error.ts'
import type { RouteName, RouteRequest } from '../../core/protocol/routes.ts'
import type { Call, CallOptions } from '../api/call.ts'
import { useServices } from './services.ts'
import { askSession, isSignedOut } from './session.ts'

/**
 * `call` for pages behind the sign-in. When a right was refused, or the session is over, the server is asked anew who is
 * signed in, before the error is thrown on: the menu loses what may no longer be used, or the sign-in page comes. After
 * something was changed it is asked too: a manager's change may be to the manager's own rights.
 */
export function useSignedInCall(): Call {
  const services = useServices()
  return useMemo(() => {
    const askAnew = () => askSession(services).catch(() => undefined) // out of reach: the next request tells
    return async <R extends RouteName>(route: R, body: RouteRequest<R>, options?: CallOptions) => {
      try {
        const answer = await services.call(route, body, options)
        if (!route.startsWith('GET ')) void askAnew()
        return answer
      } catch (error) {
        if (isSignedOut(error) || isCoded(error, 'ERR_REQUEST_NOT_ALLOWED')) await askAnew()
        throw error
      }
    }
  }, [services])
}
