import { expiryNoticeDays, inBothLanguages, notices } from '../../core/portal/notices.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { addSeconds, type Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findExpiringModules } from '../db/tables/expiring-modules.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import { queueMail } from '../mail/send-mail.ts'

const day = 86_400

/** Tells institutions that keep an e-mail address of the end of their modules: 90 days before, when it can be renewed, and 14. */
export function notifyExpiring({
  database,
  clock,
}: {
  readonly database: PortalDatabase
  readonly clock: Clock
}): JobKind {
  return {
    kind: 'notify-expiring-modules',
    everySeconds: 3600,
    leaseSeconds: 300,
    maximumAttempts: 1,
    async run() {
      const now = clock.now()
      for (const days of expiryNoticeDays) {
        for (const { code, email, institution, notAfter } of await findExpiringModules(database.query, {
          now,
          until: addSeconds(now, days * day),
        })) {
          const left = (notAfter.getTime() - now.getTime()) / 1000 / day
          // Of two that are due at once only the nearer is sent.
          if (expiryNoticeDays.some((nearer) => nearer < days && left <= nearer)) continue
          const end = taiwanDay(notAfter)
          await database.tx((query) =>
            queueMail(query, now, {
              id: `module-${code}-${days}`,
              to: email,
              subject: notices.moduleExpiresSubject(end).zhTW,
              text: inBothLanguages(notices.moduleExpires(institution, code, end), notices.closing),
            }),
          )
        }
      }
    },
  }
}
