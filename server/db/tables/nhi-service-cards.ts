import type { Queryable } from '../database.ts'

export interface NhiServiceCardsTable {
  person_id: string
  card_hash: string
  registered_at: Date
}

/** The card that the person's 健保卡網路服務密碼 was registered with. */
export async function findServiceCard(query: Queryable, personId: string): Promise<string | undefined> {
  const row = await query
    .selectFrom('nhi_service_cards')
    .select('card_hash')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.card_hash
}

export async function saveServiceCard(
  query: Queryable,
  { personId, cardHash, at }: { readonly personId: string; readonly cardHash: string; readonly at: Date },
): Promise<void> {
  const row = { card_hash: cardHash, registered_at: at }
  await query
    .insertInto('nhi_service_cards')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}
