import type { PortalDatabase } from '../db/open-database.ts'
import type { FileStore } from '../files/file-store.ts'

export interface SupportReportParts {
  readonly database: PortalDatabase
  readonly files: FileStore
}
