import type { Handler } from '../http/call.ts'
import { makeOpenapi } from './make-openapi.ts'

/** The API's description of itself: made once, from the same schemas that the server parses with. */
export function readOpenapi(): Handler<'GET /api/openapi'> {
  const document = makeOpenapi()
  return { event: 'read', handle: () => Promise.resolve(document) }
}
