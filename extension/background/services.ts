import type { ExtensionIdentity } from './extension-identity.ts'
import type { ModuleTrust } from './modules/module-trust.ts'
import type { OriginPattern } from './portal-origins.ts'
import type { RemovalWatches } from './removal-watch/removal-watches.ts'
import type { SettingsCheckService } from './start-settings-check.ts'
import type { SignIns } from './sign-in/sign-ins.ts'

/** What every action may use. */
export interface Services {
  readonly extension: ExtensionIdentity
  /** Beside those of managed policy. */
  readonly portals: readonly OriginPattern[]
  readonly signIns: SignIns
  readonly trust: ModuleTrust
  readonly removals: RemovalWatches
  readonly check: SettingsCheckService
}
