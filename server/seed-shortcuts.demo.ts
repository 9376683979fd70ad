import { fileTypeOf } from '../core/portal/file-types.ts'
import { repeatDays } from '../core/portal/shortcuts.ts'
import { daysAfter, taiwanDay } from '../core/portal/taiwan-day.ts'
import { demoDownloadNote, demoShortcuts } from '../demo/shortcuts.ts'
import { addSeconds } from './clock.ts'
import type { Queryable } from './db/database.ts'
import { readPageText, savePageText } from './db/tables/page-texts.ts'
import { addShortcut, findShortcut } from './db/tables/shortcuts.ts'
import { demoId } from './demo-id.demo.ts'
import type { FileStore } from './files/file-store.ts'
import { sanitize } from './sanitize.ts'
import { once } from './seed-downloads.demo.ts'

const day = 86_400

/** Gives each institution of the demo a file in every state, and writes 下載說明. What is there already stays. */
export async function seedShortcuts(
  query: Queryable,
  files: FileStore,
  now: Date,
  { institutionCodes, authorId }: { readonly institutionCodes: readonly string[]; readonly authorId: string },
): Promise<void> {
  const before = (days: number | undefined) => (days === undefined ? null : addSeconds(now, -days * day))
  for (const institutionCode of institutionCodes) {
    for (const { name, description, daysAgo, content, stage, downloadedDaysAgo, askedDaysAgo } of demoShortcuts) {
      const id = demoId(`${institutionCode} ${name}`)
      if (await findShortcut(query, id)) continue
      const type = fileTypeOf(name)
      if (type === undefined) throw new Error(`${name} has no type that may be provided`)
      const downloaded = before(downloadedDaysAgo)
      const askedAt = before(askedDaysAgo)
      await addShortcut(query, {
        id,
        institutionCode,
        name,
        description,
        type,
        ...(await files.keep(once(new TextEncoder().encode(content)), type)),
        providedAt: addSeconds(now, -daysAgo * day),
        providedBy: authorId,
        stage,
        repeatUntil: downloaded && daysAfter(taiwanDay(downloaded), repeatDays),
        askedAt,
        decidedAt: stage === 'requested' ? null : askedAt,
      })
    }
  }
  if ((await readPageText(query, 'shortcuts')).version > 0) return
  const { html } = sanitize(demoDownloadNote, 'content')
  await savePageText(query, 'shortcuts', { content: html, version: 1, changedAt: now, changedBy: authorId })
}
