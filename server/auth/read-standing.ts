import type { Queryable } from '../db/database.ts'
import { findAssignments } from '../db/tables/assignments.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import { findPerson } from '../db/tables/people.ts'
import type { Holder } from '../db/tables/sessions.ts'
import { type HolderFacts, institutionChoices } from './institution-rules.ts'
import type { Standing } from './signed-in.ts'

/** Reads what the institution rules look at. Undefined when the holder is gone from the tables. */
export async function readHolderFacts(query: Queryable, holder: Holder): Promise<HolderFacts | undefined> {
  if (holder.kind === 'person') {
    return { kind: 'person', assignments: await findAssignments(query, holder.personId) }
  }
  const institution = await findInstitution(query, holder.institutionCode)
  return institution && { kind: 'institution', institution }
}

/** Undefined when the holder may act nowhere any more. */
export async function readStanding(
  query: Queryable,
  holder: Holder,
  institutionCode: string | null,
): Promise<Standing | undefined> {
  const facts = await readHolderFacts(query, holder)
  const choices = facts ? institutionChoices(facts) : []
  if (choices.length === 0) return undefined
  const person = holder.kind === 'person' ? await findPerson(query, holder.personId) : undefined
  const institution = choices.find(({ code }) => code === institutionCode) ?? null
  return { personName: person?.name ?? null, choices, institution }
}
