import type { FileType } from '../../../core/portal/file-types.ts'
import type { Queryable } from '../database.ts'

export interface DownloadFilesTable {
  id: string
  download_id: string
  name: string
  type: FileType
  size: number
  sha256: string
}

export interface DownloadFile {
  readonly id: string
  readonly downloadId: string
  readonly name: string
  readonly type: FileType
  readonly size: number
  readonly sha256: string
}

const toFile = ({ download_id: downloadId, ...file }: DownloadFilesTable): DownloadFile => ({ ...file, downloadId })

/** Of several entries at once, in the order in which they were added. */
export async function findDownloadFiles(
  query: Queryable,
  downloadIds: readonly string[],
): Promise<readonly DownloadFile[]> {
  if (downloadIds.length === 0) return []
  const rows = await query
    .selectFrom('download_files')
    .selectAll()
    .where('download_id', 'in', downloadIds)
    .orderBy('id')
    .execute()
  return rows.map(toFile)
}

export async function findDownloadFile(query: Queryable, id: string): Promise<DownloadFile | undefined> {
  const row = await query.selectFrom('download_files').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toFile(row)
}

export async function addDownloadFile(query: Queryable, { downloadId, ...file }: DownloadFile): Promise<void> {
  await query
    .insertInto('download_files')
    .values({ ...file, download_id: downloadId })
    .execute()
}

export async function removeDownloadFile(query: Queryable, id: string): Promise<void> {
  await query.deleteFrom('download_files').where('id', '=', id).execute()
}
