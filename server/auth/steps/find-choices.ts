import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { type InstitutionFacts, requireChoices } from '../../../core/portal/institution-choice.ts'
import { type Platform, platformRow } from '../../../core/portal/platforms.ts'
import { cardTypes, type ReaderKind } from '../../../core/cards/card-types.ts'
import type { InstitutionChoice } from '../../../core/protocol/session.ts'
import type { ModuleFacts } from '../../../core/sam/module-facts.ts'
import type { Queryable } from '../../db/database.ts'
import { findInstitution } from '../../db/tables/institutions.ts'
import type { Holder } from '../../db/tables/sessions.ts'
import { findStaffPosts } from '../../db/tables/staff-posts.ts'
import { readHolderFacts } from '../read-standing.ts'

/**
 * Where the holder may act, by the rules for the card, the reader and the security module that took part; nowhere only for
 * who works in the back office. Who confirms is signed in, and no module was asked. Errors: those of requireChoices.
 */
export async function findChoices(
  query: Queryable,
  holder: Holder,
  { purpose, cardType, reader, institution }: LoginClaims,
  platform: Platform,
  module: Pick<ModuleFacts, 'institution' | 'institutionName'> | undefined,
): Promise<InstitutionChoice[]> {
  const readers: readonly ReaderKind[] = cardTypes[cardType].readers
  if (!readers.includes(reader) || !platformRow(platform).readerKinds.includes(reader)) {
    throw new CodedError('ERR_LOGIN_ALTERED', 'this reader is not for this card on this platform', {
      details: { field: 'reader' },
    })
  }
  const facts = await readHolderFacts(query, holder)
  if (!facts) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is enrolled and yet unknown')
  const isStaff = holder.kind === 'person' && (await findStaffPosts(query, holder.personId)).length > 0
  const signIn = {
    platform,
    cardType,
    reader: purpose === 'login' ? reader : null,
    institutionOnCard: institution,
    ...(module && { sam: await findSam(query, module) }),
  }
  return requireChoices(facts, signIn, isStaff)
}

/** One that the directory does not know files through nobody, and nobody is assigned there. */
async function findSam(
  query: Queryable,
  { institution: code, institutionName: name }: Pick<ModuleFacts, 'institution' | 'institutionName'>,
): Promise<InstitutionFacts> {
  return (await findInstitution(query, code)) ?? { code, name, contracted: false, filesThrough: null }
}
