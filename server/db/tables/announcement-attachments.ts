import type { FileType } from '../../../core/portal/file-types.ts'
import type { Queryable } from '../database.ts'

export interface AnnouncementAttachmentsTable {
  id: string
  announcement_id: string
  name: string
  type: FileType
  size: number
  sha256: string
}

export interface AttachmentFile {
  readonly id: string
  readonly name: string
  readonly type: FileType
  readonly size: number
  readonly sha256: string
}

/** In the order in which they were attached. */
export function findAttachments(query: Queryable, announcementId: string): Promise<AttachmentFile[]> {
  return query
    .selectFrom('announcement_attachments')
    .select(['id', 'name', 'type', 'size', 'sha256'])
    .where('announcement_id', '=', announcementId)
    .orderBy('id')
    .execute()
}

/** With the announcement that it belongs to. */
export async function findAttachment(
  query: Queryable,
  id: string,
): Promise<(AttachmentFile & { readonly announcementId: string }) | undefined> {
  const row = await query.selectFrom('announcement_attachments').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { announcement_id: announcementId, ...file } = row
  return { ...file, announcementId }
}

export async function addAttachment(query: Queryable, announcementId: string, file: AttachmentFile): Promise<void> {
  await query
    .insertInto('announcement_attachments')
    .values({ ...file, announcement_id: announcementId })
    .execute()
}

export async function removeAttachment(query: Queryable, id: string): Promise<void> {
  await query.deleteFrom('announcement_attachments').where('id', '=', id).execute()
}
