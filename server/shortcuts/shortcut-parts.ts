import type { FileStore } from '../files/file-store.ts'
import type { PortalDatabase } from '../db/open-database.ts'

export interface ShortcutParts {
  readonly database: PortalDatabase
  readonly files: FileStore
}
