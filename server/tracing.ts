import {
  type Attributes,
  context,
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { CodedError } from '../core/errors/coded-error.ts'
import type { ErrorCode } from '../core/errors/error-codes.ts'
import { errorCode } from './db/error-code.ts'

/** Does nothing unless an administrator has loaded an SDK (docs/administration.md). */
const tracer = trace.getTracer('nhi-portal')

const kinds = {
  request: SpanKind.SERVER,
  ask: SpanKind.CLIENT,
  job: SpanKind.CONSUMER,
  step: SpanKind.INTERNAL,
} as const

export type { Span }

/**
 * Runs `work` as a span, which ends when its result or promise is there. Facts are words of our own tables and numbers, as for
 * measures; of an error it has the code alone, since words may hold anything.
 */
export function inSpan<T>(
  name: string,
  kind: keyof typeof kinds,
  work: (span: Span) => T,
  { facts = {}, parent = context.active() }: { facts?: Attributes; parent?: Context } = {},
): T {
  return tracer.startActiveSpan(name, { kind: kinds[kind], attributes: facts }, parent, (span) => {
    const fail = (error: unknown) => {
      span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) })
      span.end()
    }
    try {
      const result = work(span)
      if (result instanceof Promise) {
        return result.then(
          (value: unknown) => {
            span.end()
            return value
          },
          (error: unknown) => {
            fail(error)
            throw error
          },
        ) as T
      }
      span.end()
      return result
    } catch (error) {
      fail(error)
      throw error
    }
  })
}

const codeOf = (error: unknown): string =>
  error instanceof CodedError ? error.code : errorCode(error) || (error instanceof Error ? error.name : 'error')

/** What became of a request, by the names of OpenTelemetry's conventions where they have one. */
export function describeRequest(
  span: Span,
  { route, status, requestId, code }: { route: string; status: number; requestId: string; code: ErrorCode | undefined },
): void {
  span.updateName(route)
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status, 'portal.request_id': requestId })
  if (code !== undefined) span.setAttribute('portal.code', code)
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
}

/** The trace that a proxy of ours goes on with: W3C Trace Context §3.2, version 00. Anything else begins a new one. */
export function traceOf(traceparent: string | null): Context {
  const [, traceId = '', spanId = '', flags = ''] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? []
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
}

/** For the log line; undefined while nothing is traced. */
export function traceIdOf(span: Span): string | undefined {
  const own = span.spanContext()
  return isSpanContextValid(own) ? own.traceId : undefined
}
