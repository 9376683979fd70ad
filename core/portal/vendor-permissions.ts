export const permissionStates = ['to-come', 'in-force', 'over', 'withdrawn'] as const
export type PermissionState = (typeof permissionStates)[number]

/** 允入HIS廠商: a vendor that an institution lets in, from one day to another, both included. Days are ISO 8601, in Taiwan. */
export interface PermittedDays {
  readonly from: string
  readonly until: string
  readonly withdrawn: boolean
}

export function permissionState({ from, until, withdrawn }: PermittedDays, day: string): PermissionState {
  if (withdrawn) return 'withdrawn'
  if (day < from) return 'to-come'
  return day <= until ? 'in-force' : 'over'
}

/**
 * Whether a vendor may connect to an institution on a day, by the permissions it has there: before the cut-over everybody,
 * from it on only with one in force. Null while no cut-over is set.
 */
export const vendorMayConnect = (permissions: readonly PermittedDays[], day: string, cutOver: string | null): boolean =>
  cutOver === null || day < cutOver || permissions.some((permission) => permissionState(permission, day) === 'in-force')
