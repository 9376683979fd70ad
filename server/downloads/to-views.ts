import { stateOn } from '../../core/portal/announcements.ts'
import { downloadPageSize } from '../../core/portal/downloads.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { DownloadRecord } from '../../core/protocol/downloads.ts'
import type { Queryable } from '../db/database.ts'
import { type DownloadFile, findDownloadFiles } from '../db/tables/download-files.ts'
import type { Download } from '../db/tables/downloads.ts'
import { findPerson } from '../db/tables/people.ts'

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / downloadPageSize))

export const toFile = ({ id, name, type, size }: DownloadFile) => ({ id, name, type, size })

export async function toRecord(query: Queryable, it: Download, now: Date): Promise<DownloadRecord> {
  const files = await findDownloadFiles(query, [it.id])
  return {
    id: it.id,
    item: it.item,
    description: it.description,
    fromDay: it.fromDay,
    untilDay: it.untilDay,
    state: stateOn(it, taiwanDay(now)),
    version: it.version,
    files: files.map(toFile),
    changedBy: (await findPerson(query, it.changedBy))?.name ?? '',
    changedAt: it.changedAt.toISOString(),
  }
}
