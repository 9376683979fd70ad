import type { CardHolderKey } from '../db/tables/card-holders.ts'
import type { InstitutionIdentifier } from '../db/tables/institution-identifiers.ts'
import type { Institution } from '../db/tables/institutions.ts'
import type { Person } from '../db/tables/people.ts'

/**
 * The one way from a certificate to a person or an institution. The agency may put its own directory here; a match by name
 * or by the last digits of a number is never made.
 */
export interface HolderDirectory {
  /** Undefined when the card was never enrolled. */
  findPerson(key: CardHolderKey): Promise<Person | undefined>
  findInstitution(identifier: InstitutionIdentifier): Promise<Institution | undefined>
}
