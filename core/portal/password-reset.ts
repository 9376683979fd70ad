import type { AssignedRole } from './institution-choice.ts'
import type { Role } from './roles.ts'

/** Whose password is to be reset, as the one who resets it meets them. */
export interface ResetTarget {
  /** Held at the institution of the one who resets. */
  readonly rolesHere: readonly AssignedRole[]
  readonly isManagerElsewhere: boolean
  /** Works in the back office. */
  readonly isStaff: boolean
}

/**
 * Whether a password may be reset: a manager's by the representative, a user's by a manager. Who resets a password could
 * sign in by it, and it opens all that its holder may do: so a manager resets nobody who is a manager anywhere, and nobody
 * here resets the agency's people.
 */
export function mayReset(by: Extract<Role, 'representative' | 'manager'>, target: ResetTarget): boolean {
  if (target.isStaff) return false
  const isManager = target.rolesHere.includes('manager')
  if (by === 'representative') return isManager
  return target.rolesHere.includes('user') && !isManager && !target.isManagerElsewhere
}
