import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import type { SamAuthority } from '../pki/sam-authority.ts'
import type { CardCertificateValidator } from '../pki/validate-card-certificate.ts'
import type { HolderDirectory } from './holder-directory.ts'

/** What signing in is made of. */
export interface AuthParts {
  readonly config: Pick<Config, 'environment' | 'extension' | 'session' | 'passwordChangeRequired' | 'support'>
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly holders: HolderDirectory
  readonly cards: Pick<CardCertificateValidator, 'validate'>
  /** Without an authority no security module is taken here. */
  readonly sam: { readonly authority: SamAuthority | undefined }
}
