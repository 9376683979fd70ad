import type { Handler } from '../http/call.ts'
import type { OpenapiDocument } from '../../core/protocol/openapi.ts'
import { makeOpenapi } from './make-openapi.ts'

/**
 * The API's description of itself, from the same schemas that the server parses with. Made once, when it is first asked
 * for: it takes longer than the rest of a start.
 */
export function readOpenapi(): Handler<'GET /api/openapi'> {
  let document: OpenapiDocument | undefined
  return { event: 'read', handle: () => Promise.resolve((document ??= makeOpenapi())) }
}
