import type { Context } from 'hono'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type DocumentPath, documents } from '../../core/protocol/documents.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { AuditEvent } from '../audit/audit.ts'
import { countRefusal } from '../audit/count-refusal.ts'
import { callerNetwork } from './caller-address.ts'
import { toErrorResponse } from './error-response.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { limitRate, RateLimitRefusal } from './limit-rate.ts'

export interface DocumentCall {
  readonly platform: Platform
  /** The platform's own origin. */
  readonly origin: string
  /** The variable part of the address; empty where it has none. */
  readonly key: string
  readonly now: Date
}

export interface DocumentHandler {
  /** What a refusal is called in the audit. */
  readonly event: AuditEvent
  /** Errors: ERR_REQUEST_NOT_FOUND, whatever the reason: nobody here is known, and nothing is told. */
  handle(call: DocumentCall): Promise<Response>
}

/** One per address: a missing one does not compile. */
export type DocumentHandlers = { readonly [P in DocumentPath]: DocumentHandler }

/** Runs one row of the table of documents: rate, handler. Who asks is nobody, so that refusals are counted, not written. */
export async function serveDocument(
  path: DocumentPath,
  parts: Pick<HttpParts, 'database' | 'documents' | 'log'>,
  context: Context<HttpEnvironment>,
): Promise<Response> {
  const { platform, origin, address, requestId, now } = context.var
  const handler = parts.documents[path]
  const network = callerNetwork(address)
  const { query } = parts.database
  let step = 'rate'
  try {
    await limitRate(query, { route: path, subject: network, limit: documents[path], now })
    step = 'handler'
    return await handler.handle({ platform, origin, now, key: Object.values<string>(context.req.param())[0] ?? '' })
  } catch (error) {
    const coded = error instanceof CodedError ? error : undefined
    if (!coded) parts.log.error({ requestId, route: path, err: error }, 'unexpected error')
    const { response, code } = toErrorResponse(coded, requestId)
    const counts = !(error instanceof RateLimitRefusal) || error.first
    if (counts) await countRefusal(query, { now, network, platform, event: handler.event, step, code })
    context.set('code', code)
    return Response.json(response.body, { status: response.status, headers: response.headers })
  }
}
