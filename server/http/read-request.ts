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

const utf8 = new TextDecoder('utf-8', { fatal: true })

async function readText(request: Request, maximumBytes: number): Promise<string> {
  const bytes = await readWhole(request, maximumBytes)
  try {
    return utf8.decode(bytes)
  } catch (error) {
    throw malformed('body', error)
  }
}

const tooLarge = (maximumBytes: number) =>
  new CodedError('ERR_REQUEST_TOO_LARGE', `a body may have ${maximumBytes} bytes`)

/** Node reads no more than a Content-Length says: within the limit it needs no stream, which costs more than all else here. */
async function readWhole(request: Request, maximumBytes: number): Promise<Uint8Array> {
  const told = request.headers.get('content-length')
  if (told === null || !(Number(told) <= maximumBytes)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of readBody(request, maximumBytes)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const bytes = await request.arrayBuffer().catch((error: unknown) => {
    throw malformed('body', error)
  })
  if (bytes.byteLength > maximumBytes) throw tooLarge(maximumBytes)
  return new Uint8Array(bytes)
}

/** The body as it arrives. It counts what really does: a Content-Length may be absent, or lie. */
export async function* readBody(request: Request, maximumBytes = usualMaximumBytes): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge(maximumBytes)
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      if (length > maximumBytes) throw tooLarge(maximumBytes)
      yield chunk
    }
  } catch (error) {
    // The caller hung up half way: no error of ours.
    throw error instanceof CodedError ? error : malformed('body', error)
  }
}
