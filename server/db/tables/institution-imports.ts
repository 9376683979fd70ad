import type { Queryable } from '../database.ts'

export interface InstitutionImportsTable {
  id: string
  name: string
  sha256: string
  uploaded_at: Date
  uploaded_by: string
  confirmed_at: Date | null
  confirmed_by: string | null
}

export async function addImport(
  query: Queryable,
  file: { readonly id: string; readonly name: string; readonly sha256: string; readonly at: Date; readonly by: string },
): Promise<void> {
  const { id, name, sha256, at, by } = file
  await query
    .insertInto('institution_imports')
    .values({ id, name, sha256, uploaded_at: at, uploaded_by: by, confirmed_at: null, confirmed_by: null })
    .execute()
}

/** The file that this person uploaded and has not confirmed yet; nobody else confirms it until the transaction ends. */
export async function lockOpenImport(
  query: Queryable,
  id: string,
  by: string,
): Promise<{ readonly id: string; readonly name: string; readonly sha256: string } | undefined> {
  return await query
    .selectFrom('institution_imports')
    .select(['id', 'name', 'sha256'])
    .where('id', '=', id)
    .where('uploaded_by', '=', by)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function confirmImport(query: Queryable, id: string, at: Date, by: string): Promise<void> {
  await query
    .updateTable('institution_imports')
    .set({ confirmed_at: at, confirmed_by: by })
    .where('id', '=', id)
    .execute()
}
