import { CodedError } from '../../core/errors/coded-error.ts'
import { type HolderFacts, institutionChoices, type InstitutionFacts } from '../../core/portal/institution-choice.ts'
import { passwordKindOf } from '../../core/portal/password-kind-of.ts'
import type { PasswordChange } from '../../core/portal/password-kinds.ts'
import type { Config } from '../config.ts'
import type { Queryable } from '../db/database.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { findAssignments } from '../db/tables/assignments.ts'
import { findGrantedServices } from '../db/tables/grants.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import { findPassword } from '../db/tables/passwords.ts'
import { findPerson } from '../db/tables/people.ts'
import type { Holder, SessionRecord } from '../db/tables/sessions.ts'
import { findStaffPosts } from '../db/tables/staff-posts.ts'
import type { Standing } from './signed-in.ts'

/** Reads what the institution rules look at. Undefined when the holder is gone from the tables. */
export async function readHolderFacts(query: Queryable, holder: Holder): Promise<HolderFacts | undefined> {
  if (holder.kind === 'person') {
    return { kind: 'person', assignments: await findAssignments(query, holder.personId) }
  }
  const institution = await findInstitution(query, holder.institutionCode)
  return institution && { kind: 'institution', institution }
}

type PasswordRules = Pick<Config, 'passwordChangeRequired'>

/** What the holder of a session may do now. Undefined when that is nothing any more. */
export async function readStanding(
  query: Queryable,
  session: Pick<SessionRecord, 'holder' | 'cardType' | 'institutionCode' | 'samInstitutionCode' | 'platform'>,
  rules: PasswordRules,
): Promise<Standing | undefined> {
  const { holder, platform } = session
  const facts = await readHolderFacts(query, holder)
  const choices = facts ? institutionChoices(facts, { sam: await readSam(query, session), platform }) : []
  const institution = choices.find(({ code }) => code === session.institutionCode) ?? null
  if (holder.kind === 'institution') {
    if (choices.length === 0) return undefined
    return { personName: null, choices, institution, services: [], posts: [], passwordChange: 'none' }
  }
  const { personId } = holder
  const posts = await findStaffPosts(query, personId)
  if (choices.length === 0 && posts.length === 0 && platformRow(platform).forInstitutions) return undefined
  const person = await findPerson(query, personId)
  const services = institution
    ? await findGrantedServices(query, { personId, institutionCode: institution.code, platform })
    : []
  const passwordChange = await readPasswordChange(query, session, personId, rules)
  return { personName: person?.name ?? null, choices, institution, services, posts, passwordChange }
}

/**
 * The same in the transaction that signs in or changes something: who has lost everything since the check leaves nothing
 * half-done. Errors: ERR_REQUEST_UNAUTHENTICATED.
 */
export async function stillStanding(...of: Parameters<typeof readStanding>): Promise<Standing> {
  const standing = await readStanding(...of)
  if (standing) return standing
  throw new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'nothing is left to do here')
}

/** A password that is gone was not chosen by its holder either. */
async function readPasswordChange(
  query: Queryable,
  session: Pick<SessionRecord, 'cardType' | 'platform'>,
  personId: string,
  { passwordChangeRequired }: PasswordRules,
): Promise<PasswordChange> {
  const kind = passwordKindOf(session)
  if (kind === undefined) return 'none'
  const password = await findPassword(query, { personId, kind })
  if (password?.state === 'own') return 'none'
  return passwordChangeRequired ? 'required' : 'advised'
}

async function readSam(
  query: Queryable,
  { samInstitutionCode }: Pick<SessionRecord, 'samInstitutionCode'>,
): Promise<InstitutionFacts | undefined> {
  return samInstitutionCode === null ? undefined : await findInstitution(query, samInstitutionCode)
}
