import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppParts, createApp } from '../../server/app.ts'
import { localHolderDirectory } from '../../server/auth/local-holder-directory.ts'
import { createPasswordHasher } from '../../server/auth/password-hasher.ts'
import { openIncomingFiles } from '../../server/claims/incoming-files.ts'
import { openFileStore } from '../../server/files/file-store.ts'
import { toWebFile } from '../../server/http/web-files.ts'
import type { Log } from '../../server/log.ts'
import { noMeasures } from '../../server/measures.ts'

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** The portal in this process, with nothing that a bench does not name. */
export const benchApp = (
  parts: Pick<AppParts, 'config' | 'database' | 'clock' | 'cards'> & Partial<AppParts>,
): ReturnType<typeof createApp> =>
  createApp({
    measures: noMeasures,
    log: silentLog,
    holders: localHolderDirectory(parts.database.query),
    passwords: createPasswordHasher(),
    files: openFileStore(join(tmpdir(), `bench-files-${process.pid}`)),
    revocation: { missing: () => [] },
    sam: { authority: undefined, testModules: [] },
    claims: {
      incoming: openIncomingFiles(join(tmpdir(), `bench-uploads-${process.pid}`)),
      maintenance: undefined,
      icd10: undefined,
    },
    web: { shell: toWebFile('/index.html', Buffer.from('<!doctype html>')), files: new Map() },
    ...parts,
  })
