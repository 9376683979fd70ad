import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { addJob } from '../db/tables/jobs.ts'

/** Queues work for whichever server process has time; in the transaction of what caused it, so that neither is lost. */
export async function queueJob(
  query: Queryable,
  now: Date,
  kind: string,
  payload: unknown,
  runAt = now,
): Promise<void> {
  await addJob(query, { id: newId(now), kind, payload, runAt, periodicKey: null })
}
