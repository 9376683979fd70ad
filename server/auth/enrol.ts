import { CodedError } from '../../core/errors/coded-error.ts'
import { audit } from '../audit/audit.ts'
import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { addCardHolder, type CardHolderKey, findCardHolder } from '../db/tables/card-holders.ts'
import {
  addInstitutionIdentifier,
  findInstitutionByIdentifier,
  type InstitutionIdentifier,
} from '../db/tables/institution-identifiers.ts'

interface Parts {
  readonly database: PortalDatabase
  readonly clock: Clock
}

/**
 * Links a personal card with its holder, with an audit row that names who did it. Doing it again changes nothing.
 * Errors: ERR_REQUEST_CONFLICT when the card leads to somebody else.
 */
export async function enrolCard(
  { database, clock }: Parts,
  { key, personId, actor }: { key: CardHolderKey; personId: string; actor: string },
): Promise<void> {
  const at = clock.now()
  await database.tx(async (query) => {
    if (await addCardHolder(query, { ...key, personId, at })) {
      await audit(query, at, { event: 'enrol-card', cardType: key.cardType, personId, detail: { actor } })
    } else if ((await findCardHolder(query, key))?.id !== personId) {
      throw new CodedError('ERR_REQUEST_CONFLICT', 'this card is enrolled for somebody else')
    }
  })
}

/** Links a certificate's identifier with its institution, as `enrolCard` does for people. */
export async function enrolInstitution(
  { database, clock }: Parts,
  { identifier, institutionCode, actor }: { identifier: InstitutionIdentifier; institutionCode: string; actor: string },
): Promise<void> {
  const at = clock.now()
  await database.tx(async (query) => {
    if (await addInstitutionIdentifier(query, { ...identifier, institutionCode, at })) {
      const { kind, value } = identifier
      await audit(query, at, { event: 'enrol-institution', institutionCode, detail: { actor, kind, value } })
    } else if ((await findInstitutionByIdentifier(query, identifier)) !== institutionCode) {
      throw new CodedError('ERR_REQUEST_CONFLICT', 'this identifier is enrolled for another institution')
    }
  })
}
