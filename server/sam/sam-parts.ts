import type { PortalDatabase } from '../db/open-database.ts'
import type { SamAuthority } from '../pki/sam-authority.ts'
import type { TestModule } from './test-modules.ts'

/** What an administrator gives the portal of security modules. Without an authority none is issued or taken here. */
export interface Sam {
  readonly authority: SamAuthority | undefined
  readonly testModules: readonly TestModule[]
}

export interface SamParts {
  readonly database: PortalDatabase
  readonly sam: Sam
}
