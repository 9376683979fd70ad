import type { Maintenance } from '../../core/claims/maintenance.ts'
import type { Icd10 } from '../../core/claims/icd-10.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import type { FileStore } from '../files/file-store.ts'
import type { IncomingFiles } from './incoming-files.ts'

export interface ClaimsParts {
  readonly database: PortalDatabase
  readonly files: FileStore
  readonly incoming: IncomingFiles
  /** When nothing is checked. */
  readonly maintenance: Maintenance | undefined
  /** Undefined where the administrator has put none in place. */
  readonly icd10: Icd10 | undefined
}
