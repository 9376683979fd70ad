import type { ExtensionIdentity } from './extension-identity.ts'
import type { OriginPattern } from './portal-origins.ts'
import type { SignIns } from './sign-in/sign-ins.ts'

/** What every action may use. */
export interface Services {
  readonly extension: ExtensionIdentity
  /** Beside those of managed policy. */
  readonly portals: readonly OriginPattern[]
  readonly signIns: SignIns
}
