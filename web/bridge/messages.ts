import { CodedError, deserializeError } from '../../core/errors/coded-error.ts'
import type { BridgeResults, SignInStep } from '../../core/protocol/bridge.ts'
import { isRecord } from '../is-record.ts'
import { readSerializedError } from '../read-serialized-error.ts'

/** What a port message of the relay says, once it has been looked at. */
export type Incoming =
  | { readonly kind: 'result'; readonly id: string; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: string; readonly error: CodedError }
  | { readonly kind: 'step'; readonly id: string; readonly step: SignInStep }
  | { readonly kind: 'challenge-wanted'; readonly id: string }
  /** Not as agreed. `id` is undefined when not even that could be read. */
  | { readonly kind: 'malformed'; readonly id: string | undefined; readonly field: string }

const steps: Readonly<Record<SignInStep, true>> = {
  'window-open': true,
  'waiting-for-reader': true,
  'waiting-for-card': true,
  'waiting-for-pin': true,
  signing: true,
}

const isStep = (value: unknown): value is SignInStep => typeof value === 'string' && Object.hasOwn(steps, value)

export function readIncoming(data: unknown): Incoming {
  if (!isRecord(data)) return { kind: 'malformed', id: undefined, field: 'message' }
  const { id } = data
  if (typeof id !== 'string') return { kind: 'malformed', id: undefined, field: 'id' }
  if (data.ok === true) return { kind: 'result', id, result: data.result }
  if (data.ok === false) {
    const error = readSerializedError(data.error)
    return 'malformed' in error
      ? { kind: 'malformed', id, field: error.malformed }
      : { kind: 'error', id, error: deserializeError(error) }
  }
  if (data.event === 'challenge-wanted') return { kind: 'challenge-wanted', id }
  if (data.event === 'step') {
    return isStep(data.step) ? { kind: 'step', id, step: data.step } : { kind: 'malformed', id, field: 'step' }
  }
  return { kind: 'malformed', id, field: data.event === undefined ? 'ok' : 'event' }
}

export const malformed = (field: string): CodedError =>
  new CodedError('ERR_BRIDGE_MESSAGE', `malformed message from the extension: ${field}`, { details: { field } })

function readText(result: unknown, name: string, pattern: RegExp): string {
  const value = isRecord(result) ? result[name] : undefined
  if (typeof value !== 'string' || !pattern.test(value)) throw malformed(`result.${name}`)
  return value
}

const readNothing = (): Record<string, never> => ({})

/** For each action, its result out of what came. Errors: ERR_BRIDGE_MESSAGE naming the member. */
export const readResult: { readonly [A in keyof BridgeResults]: (result: unknown) => BridgeResults[A] } = {
  status: (result) => ({
    version: readText(result, 'version', /^\d+(\.\d+){0,3}$/),
    id: readText(result, 'id', /^\S{1,64}$/),
  }),
  'sign-in': (result) => ({ assertion: readText(result, 'assertion', /^[\w-]+\.[\w-]+\.[\w-]+$/) }),
  'renew-challenge': readNothing,
  cancel: readNothing,
  'open-page': readNothing,
}
