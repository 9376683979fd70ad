import type { Queryable } from '../database.ts'

export interface SamSecretsTable {
  module_code: string
  sealed: string
  expires_at: Date
}

/** A secret, sealed to the page that asked for the module. */
export async function addSamSecret(
  query: Queryable,
  secret: { readonly moduleCode: string; readonly sealed: string; readonly expiresAt: Date },
): Promise<void> {
  const { moduleCode, sealed, expiresAt } = secret
  await query.insertInto('sam_secrets').values({ module_code: moduleCode, sealed, expires_at: expiresAt }).execute()
}

/** Gives it out and forgets it: of many that ask at once, one gets it. Undefined when there is none (any more). */
export async function takeSamSecret(query: Queryable, moduleCode: string, now: Date): Promise<string | undefined> {
  const row = await query
    .deleteFrom('sam_secrets')
    .where('module_code', '=', moduleCode)
    .where('expires_at', '>', now)
    .returning('sealed')
    .executeTakeFirst()
  return row?.sealed
}

export async function forgetSamSecret(query: Queryable, moduleCode: string): Promise<void> {
  await query.deleteFrom('sam_secrets').where('module_code', '=', moduleCode).execute()
}

export async function deleteExpiredSamSecrets(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('sam_secrets').where('expires_at', '<=', now).execute()
}
