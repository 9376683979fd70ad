import type { Queryable } from '../db/database.ts'
import { findCardHolder } from '../db/tables/card-holders.ts'
import { findInstitutionByIdentifier } from '../db/tables/institution-identifiers.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import type { HolderDirectory } from './holder-directory.ts'

/** The directory over this server's own enrolment tables. */
export function localHolderDirectory(query: Queryable): HolderDirectory {
  return {
    findPerson: (key) => findCardHolder(query, key),
    async findInstitution(identifier) {
      const code = await findInstitutionByIdentifier(query, identifier)
      return code === undefined ? undefined : await findInstitution(query, code)
    },
  }
}
