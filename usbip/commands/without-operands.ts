import { UsageError } from './usage-error.ts'

/** Error: UsageError. */
export function withoutOperands(operands: readonly string[]): void {
  if (operands.length > 0) throw new UsageError(`too much: ${operands.join(' ')}`)
}
