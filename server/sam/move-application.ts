import { CodedError } from '../../core/errors/coded-error.ts'
import { impossibleMove, moveOf, type SamActor, type SamMove } from '../../core/portal/sam-applications.ts'
import type { Queryable } from '../db/database.ts'
import { findSamApplication, moveSamApplication, type SamApplication } from '../db/tables/sam-applications.ts'

/** One move of an application under way. */
export interface Move {
  readonly actor: SamActor
  readonly move: SamMove
  readonly now: Date
}

/**
 * Moves an application by the table of core/portal/sam-applications.ts; what else the move brings is set with it. Errors:
 * ERR_SAM_STATE with the state that it is in now, also when somebody else moved it meanwhile; nothing is changed then.
 */
export async function moveApplication(
  query: Queryable,
  application: SamApplication,
  { actor, move, now }: Move,
  with_: Parameters<typeof moveSamApplication>[2] = {},
): Promise<void> {
  const { id, state: from } = application
  const to = moveOf(from, actor, move)
  if (await moveSamApplication(query, { id, from, to }, with_)) return
  const { state } = await requireApplication(query, id, now)
  throw impossibleMove(state, move)
}

/** Of any institution, or of the one that is named. Errors: ERR_REQUEST_NOT_FOUND. */
export async function requireApplication(
  query: Queryable,
  id: string,
  now: Date,
  institutionCode?: string,
): Promise<SamApplication> {
  const application = await findSamApplication(query, id, now)
  const isTheirs = institutionCode === undefined || application?.institution.code === institutionCode
  if (application && isTheirs) return application
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such application')
}
