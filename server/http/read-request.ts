import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Route } from '../../core/protocol/route.ts'

const usualMaximumBytes = 64 * 1024
const malformed = (field: string, cause?: unknown) =>
  new CodedError('ERR_REQUEST_MALFORMED', `malformed request: ${field}`, { details: { field }, cause })

/**
 * The parsed body of an unsafe call, or the query of a safe one or of an upload. Errors name the field at fault, never its
 * value.
 */
export async function readRequest<S extends z.ZodType>(
  request: Request,
  {
    request: schema,
    upload,
    maximumBytes = usualMaximumBytes,
  }: Pick<Route, 'upload' | 'maximumBytes'> & { request: S },
): Promise<z.output<S>> {
  const isQuery = request.method === 'GET' || upload === true
  const value = isQuery ? readQuery(request) : await readJson(request, maximumBytes)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  throw malformed([...(issue?.path ?? []), ...unknownKey].map(String).join('.').slice(0, 100) || 'body')
}

function readQuery(request: Request): Record<string, string> {
  const values: Record<string, string> = Object.create(null)
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in values) throw malformed(name.slice(0, 100))
    values[name] = value
  }
  return { ...values }
}

async function readJson(request: Request, maximumBytes: number): Promise<unknown> {
  if (!/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '')) throw malformed('content-type')
  const text = await readText(request, maximumBytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed('body', error)
  }
}

async function readText(request: Request, maximumBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readBody(request, maximumBytes)) chunks.push(chunk)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (error) {
    throw malformed('body', error)
  }
}

/** The body as it arrives. It counts what really does: a Content-Length may be absent, or lie. */
export async function* readBody(request: Request, maximumBytes = usualMaximumBytes): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new CodedError('ERR_REQUEST_TOO_LARGE', `a body may have ${maximumBytes} bytes`)
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge()
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      if (length > maximumBytes) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    // The caller hung up half way: no error of ours.
    throw error instanceof CodedError ? error : malformed('body', error)
  }
}
