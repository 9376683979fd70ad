import type { Config } from '../config.ts'
import type { Handler } from '../http/call.ts'

/** What the sign-in page must know before anybody is signed in. */
export function readPortal({ environment, extension }: Config): Handler<'GET /api/portal'> {
  return {
    event: 'read',
    handle: ({ platform, now }) =>
      Promise.resolve({
        platform,
        environment,
        time: now.toISOString(),
        extension: { chrome: extension.chrome, edge: extension.edge },
      }),
  }
}
