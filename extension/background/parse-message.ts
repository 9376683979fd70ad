import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'

/** Parses a message at the border. Error: ERR_BRIDGE_MESSAGE with details.field, the first field at fault. */
export function parseMessage<S extends z.ZodType>(schema: S, message: unknown): z.output<S> {
  const { data, error } = schema.safeParse(message)
  if (!error) return data
  const field = fieldOf(error.issues[0])
  throw new CodedError('ERR_BRIDGE_MESSAGE', `malformed message: ${field}`, { details: { field } })
}

function fieldOf(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String) ?? []
  if (issue?.code === 'unrecognized_keys') path.push(issue.keys[0] ?? '')
  return path.join('.') || 'message'
}
