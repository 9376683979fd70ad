import { z } from 'zod'
import type { Queryable } from '../db/database.ts'
import { noteSent } from '../db/tables/sent-notices.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import { queueJob } from '../jobs/queue-job.ts'
import type { Mail, Mailer } from './mail.ts'

const sendMailKind = 'send-mail'

const payload = z.strictObject({ id: z.string(), to: z.string(), subject: z.string(), text: z.string() })

/** Queues a message, once for its id; in the transaction of what it tells about. */
export async function queueMail(query: Queryable, now: Date, mail: Mail): Promise<void> {
  if (await noteSent(query, mail.id, now)) await queueJob(query, now, sendMailKind, mail)
}

export function sendMail(mailer: Mailer): JobKind {
  return {
    kind: sendMailKind,
    leaseSeconds: 120,
    maximumAttempts: 30, // with the pauses between them more than half a day
    run: (given) => mailer.send(payload.parse(given)),
  }
}
