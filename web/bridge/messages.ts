import type { CheckReport } from '../../core/check/check-report.ts'
import { CodedError, deserializeError } from '../../core/errors/coded-error.ts'
import type { BridgeResults, SignInStep } from '../../core/protocol/bridge.ts'
import { isRecord } from '../is-record.ts'
import { readSerializedError } from '../read-serialized-error.ts'

/** What a port message of the relay says, once it has been looked at. */
export type Incoming =
  | { readonly kind: 'result'; readonly id: string; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: string; readonly error: CodedError }
  | { readonly kind: 'step'; readonly id: string; readonly step: SignInStep }
  | { readonly kind: 'challenge-wanted' | 'card-present'; readonly id: string }
  | ({ readonly kind: 'module-authentication-wanted'; readonly id: string } & ModuleNumber)
  /** Not as agreed. `id` is undefined when not even that could be read. */
  | { readonly kind: 'malformed'; readonly id: string | undefined; readonly field: string }

/** A security module that wants to know that it is the portal who asks: passed on to the server, which parses it. */
export interface ModuleNumber {
  readonly certificate: string
  readonly random: string
}

const steps: Readonly<Record<SignInStep, true>> = {
  'window-open': true,
  'waiting-for-reader': true,
  'waiting-for-card': true,
  'authenticating-module': true,
  'waiting-for-pin': true,
  'waiting-for-consent': true,
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
  if (data.event === 'challenge-wanted' || data.event === 'card-present') return { kind: data.event, id }
  if (data.event === 'module-authentication-wanted') {
    const { certificate, random } = data
    if (typeof certificate !== 'string') return { kind: 'malformed', id, field: 'certificate' }
    if (typeof random !== 'string') return { kind: 'malformed', id, field: 'random' }
    return { kind: data.event, id, certificate, random }
  }
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

/** The signature is empty where an NHI card was only shown (core/assertion/shown-card.ts). */
const tokenPattern = /^[\w-]+\.[\w-]+\.[\w-]*$/

/** Only passed on to the server, which parses it. */
function readReport(result: unknown): CheckReport | null {
  const report = isRecord(result) ? result.report : undefined
  if (report !== null && !isRecord(report)) throw malformed('result.report')
  return report as CheckReport | null
}

const readNothing = (): Record<string, never> => ({})

/**
 * For each action, its result out of what came; `watch-card` has its own file. Errors: ERR_BRIDGE_MESSAGE naming the
 * member.
 */
export const readResult: {
  readonly [A in Exclude<keyof BridgeResults, 'watch-card'>]: (result: unknown) => BridgeResults[A]
} = {
  status: (result) => ({
    version: readText(result, 'version', /^\d+(\.\d+){0,3}$/),
    id: readText(result, 'id', /^\S{1,64}$/),
  }),
  'sign-in': (result) => ({
    assertion: readText(result, 'assertion', tokenPattern),
    ...(isRecord(result) && result.module !== undefined && { module: readText(result, 'module', tokenPattern) }),
  }),
  'renew-challenge': readNothing,
  'authenticate-module': readNothing,
  cancel: readNothing,
  'open-page': readNothing,
  'take-check-report': (result) => ({ report: readReport(result) }),
}
