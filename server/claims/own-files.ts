import { CodedError } from '../../core/errors/coded-error.ts'
import type { InstitutionScope } from '../../core/portal/authorize.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { type ClaimsFileRecord, type ClaimsOwner, findClaimsFile } from '../db/tables/claims-files.ts'

export const ownerOf = ({ institution: institutionCode }: InstitutionScope, platform: Platform): ClaimsOwner => ({
  institutionCode,
  platform,
})

/** Errors: ERR_REQUEST_NOT_FOUND, also for another institution's. */
export async function requireOwnFile(query: Queryable, owner: ClaimsOwner, id: string): Promise<ClaimsFileRecord> {
  const file = await findClaimsFile(query, owner, id)
  if (!file) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file of the institution')
  return file
}
