import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { type Platform, platformRow } from '../../../core/protocol/platforms.ts'
import { cardTypes, type ReaderKind } from '../../../core/cards/card-types.ts'
import type { InstitutionChoice } from '../../../core/protocol/session.ts'
import type { Queryable } from '../../db/database.ts'
import type { Holder } from '../../db/tables/sessions.ts'
import { requireChoices } from '../institution-rules.ts'
import { readHolderFacts } from '../read-standing.ts'

/** Where the holder may act, by the rules for the card and the reader. Errors: those of requireChoices. */
export async function findChoices(
  query: Queryable,
  holder: Holder,
  { cardType, reader, institution }: LoginClaims,
  platform: Platform,
): Promise<InstitutionChoice[]> {
  const readers: readonly ReaderKind[] = cardTypes[cardType].readers
  if (!readers.includes(reader) || !platformRow(platform).readerKinds.includes(reader)) {
    throw new CodedError('ERR_LOGIN_ALTERED', 'this reader is not for this card on this platform', {
      details: { field: 'reader' },
    })
  }
  const facts = await readHolderFacts(query, holder)
  if (!facts) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is enrolled and yet unknown')
  return requireChoices(facts, { platform, cardType, reader, institutionOnCard: institution })
}
