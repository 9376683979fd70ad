import type { CatalogueCode } from '../../../core/portal/catalogue.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'
import { newId } from '../new-id.ts'

export interface FeedbackFilesTable {
  id: string
  institution_code: string
  platform: Platform
  function_code: CatalogueCode
  name: string
  description: string
  content: Buffer
  provided_at: Date
  copied_from: string | null
}

/** A file that the agency gives an institution to read. */
export interface FeedbackFile {
  readonly id: string
  readonly institutionCode: string
  readonly platform: Platform
  /** The function of the service menu that it belongs to. */
  readonly function: CatalogueCode
  readonly name: string
  readonly description: string
  readonly content: Buffer
  readonly providedAt: Date
}

export async function addFeedbackFile(query: Queryable, file: FeedbackFile): Promise<void> {
  await query
    .insertInto('feedback_files')
    .values({
      id: file.id,
      institution_code: file.institutionCode,
      platform: file.platform,
      function_code: file.function,
      name: file.name,
      description: file.description,
      content: file.content,
      provided_at: file.providedAt,
      copied_from: null,
    })
    .execute()
}

/**
 * Gives the institution's files of one platform on the other one too, each once. Answers how many came to it. The contents
 * do not leave the database.
 */
export async function copyFeedbackFiles(
  query: Queryable,
  { institutionCode, from, to, at }: { institutionCode: string; from: Platform; to: Platform; at: Date },
): Promise<number> {
  const originals = await query
    .selectFrom('feedback_files as original')
    .select('id')
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', from)
    .where((it) =>
      it.not(it.exists(it.selectFrom('feedback_files as copy').whereRef('copy.copied_from', '=', 'original.id'))),
    )
    .execute()
  for (const { id } of originals) {
    await query
      .insertInto('feedback_files')
      .columns([
        'id',
        'institution_code',
        'platform',
        'function_code',
        'name',
        'description',
        'content',
        'provided_at',
        'copied_from',
      ])
      .expression((it) =>
        it
          .selectFrom('feedback_files')
          .select([
            it.cast<string>(it.val(newId(at)), 'uuid').as('new_id'),
            'institution_code',
            it.val(to).as('to_platform'),
            'function_code',
            'name',
            'description',
            'content',
            'provided_at',
            'id as copied_from',
          ])
          .where('id', '=', id),
      )
      .onConflict((conflict) => conflict.column('copied_from').doNothing())
      .execute()
  }
  return originals.length
}
