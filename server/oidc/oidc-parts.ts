import type { Provider } from 'oidc-provider'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import type { OidcKeys } from './oidc-keys.ts'

/** What single sign-on is made of. */
export interface OidcParts {
  readonly config: Pick<Config, 'origins' | 'session' | 'passwordChangeRequired'>
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly log: Log
  readonly oidc: OidcSetup | undefined
}

export interface OidcSetup {
  readonly keys: OidcKeys
  /** Tells systems of the end of sign-ins. */
  readonly fetch: typeof globalThis.fetch
  /** Systems at http addresses of this computer are taken, too: a demo. */
  readonly localClients: boolean
}

/** The library, once for each portal: each is an issuer of its own. Empty where no keys are configured. */
export type Providers = ReadonlyMap<Platform, Provider>
