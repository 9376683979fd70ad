import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { TransportId } from '../../core/protocol/managed-policy.ts'
import type { ReaderRefusal } from '../readers/reader-transport.ts'
import type { TransportState } from '../readers/registry.ts'

/** Those that reach the system's own readers by way of a program. */
export const serviceTransports: readonly TransportId[] = ['native-host', 'smart-card-connector']

export const readersOf = (all: readonly TransportState[], ids: readonly TransportId[]): string[] =>
  all.filter(({ id }) => ids.includes(id)).flatMap(({ readers }) => readers)

export const refusedWith = (all: readonly TransportState[], ...codes: ErrorCode[]): ReaderRefusal[] =>
  all.flatMap(({ refusals }) => refusals).filter(({ error }) => codes.includes(error.code))
