import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'

const maximumBytes = 64 * 1024
const malformed = (field: string, cause?: unknown) =>
  new CodedError('ERR_REQUEST_MALFORMED', `malformed request: ${field}`, { details: { field }, cause })

/** The parsed body of an unsafe call, or the query of a safe one. Errors name the field at fault, never its value. */
export async function readRequest<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const value = request.method === 'GET' ? readQuery(request) : await readJson(request)
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

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '')) throw malformed('content-type')
  const text = await readText(request)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed('body', error)
  }
}

/** Counts what really arrives: a Content-Length may be absent, or lie. */
async function readText(request: Request): Promise<string> {
  const tooLarge = () => new CodedError('ERR_REQUEST_TOO_LARGE', `a body may have ${maximumBytes} bytes`)
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      if (length > maximumBytes) throw tooLarge()
      chunks.push(chunk)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (error) {
    // The caller hung up half way, or sent what is no text: neither is an error of ours.
    throw error instanceof CodedError ? error : malformed('body', error)
  }
}
