import { CodedError } from '../../core/errors/coded-error.ts'

/** Something that is fetched: a screen draws one of three. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: CodedError }

/** Any failure as something a person can be shown. What is not coded is our bug: it is also reported to the console. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error
  reportError(error)
  return new CodedError('ERR_REQUEST_INTERNAL', 'unexpected error on the page', { cause: error })
}
