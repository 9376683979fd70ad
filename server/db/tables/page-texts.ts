import type { Queryable } from '../database.ts'

/** 下載說明 of 下載捷徑專區. */
export type PageTextKey = 'shortcuts'

export interface PageTextsTable {
  key: PageTextKey
  content: string
  version: number
  changed_at: Date
  changed_by: string
}

export interface PageText {
  /** Rich text, sanitised; empty while none was written. */
  readonly content: string
  /** 0 while none was written. */
  readonly version: number
}

export async function readPageText(query: Queryable, key: PageTextKey): Promise<PageText> {
  const row = await query
    .selectFrom('page_texts')
    .select(['content', 'version'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row ?? { content: '', version: 0 }
}

/** False when it is not in the version before any more. */
export async function savePageText(
  query: Queryable,
  key: PageTextKey,
  text: PageText & { readonly changedAt: Date; readonly changedBy: string },
): Promise<boolean> {
  const { content, version, changedAt, changedBy } = text
  const row = { content, version, changed_at: changedAt, changed_by: changedBy }
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('page_texts')
    .values({ key, ...row })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(row)
        .where('page_texts.version', '=', version - 1),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
