import type { CardType } from '../../../core/cards/card-types.ts'
import type { Queryable } from '../database.ts'
import { type Person, toPerson } from './people.ts'

export interface CardHoldersTable {
  card_type: CardType
  ca_key_id: string
  subject_identifier: string
  person_id: string
  enrolled_at: Date
}

export interface CardHolderKey {
  readonly cardType: CardType
  /** SHA-1 of the issuing authority's key, hex. */
  readonly caKeyId: string
  readonly subjectIdentifier: string
}

export async function findCardHolder(query: Queryable, key: CardHolderKey): Promise<Person | undefined> {
  const row = await query
    .selectFrom('card_holders')
    .innerJoin('people', 'people.id', 'card_holders.person_id')
    .selectAll('people')
    .where('card_type', '=', key.cardType)
    .where('ca_key_id', '=', key.caKeyId)
    .where('subject_identifier', '=', key.subjectIdentifier)
    .executeTakeFirst()
  return row && toPerson(row)
}

/** False when the card leads to somebody already: nothing is changed then. */
export async function addCardHolder(
  query: Queryable,
  { cardType, caKeyId, subjectIdentifier, personId, at }: CardHolderKey & { personId: string; at: Date },
): Promise<boolean> {
  const result = await query
    .insertInto('card_holders')
    .values({
      card_type: cardType,
      ca_key_id: caKeyId,
      subject_identifier: subjectIdentifier,
      person_id: personId,
      enrolled_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
