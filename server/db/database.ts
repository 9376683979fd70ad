import type { Kysely } from 'kysely'
import type { AssignmentsTable } from './tables/assignments.ts'
import type { AuditTable } from './tables/audit.ts'
import type { CardHoldersTable } from './tables/card-holders.ts'
import type { ChallengesTable } from './tables/challenges.ts'
import type { InstitutionIdentifiersTable } from './tables/institution-identifiers.ts'
import type { InstitutionsTable } from './tables/institutions.ts'
import type { JobsTable } from './tables/jobs.ts'
import type { PeopleTable } from './tables/people.ts'
import type { ProofsTable } from './tables/proofs.ts'
import type { RateLimitsTable } from './tables/rate-limits.ts'
import type { RevocationFetchesTable } from './tables/revocation-fetches.ts'
import type { RevocationListPartsTable, RevocationListsTable } from './tables/revocation-lists.ts'
import type { SessionsTable } from './tables/sessions.ts'
import type { StatusExceptionsTable } from './tables/status-exceptions.ts'

/** Every table, by its name in SQL. test/server/db/database.test.ts compares it with information_schema. */
export interface Database {
  assignments: AssignmentsTable
  audit: AuditTable
  card_holders: CardHoldersTable
  challenges: ChallengesTable
  institution_identifiers: InstitutionIdentifiersTable
  institutions: InstitutionsTable
  jobs: JobsTable
  people: PeopleTable
  proofs: ProofsTable
  rate_limits: RateLimitsTable
  revocation_fetches: RevocationFetchesTable
  revocation_list_parts: RevocationListPartsTable
  revocation_lists: RevocationListsTable
  sessions: SessionsTable
  status_exceptions: StatusExceptionsTable
}

/** What a query function takes: the database itself, or a transaction of it. */
export type Queryable = Kysely<Database>
