import { audit } from '../audit/audit.ts'
import { command } from '../command/command.ts'
import { withPortalDatabase } from '../command/open-portal-database.ts'
import { Refusal } from '../command/outcome.ts'
import { newId } from '../db/new-id.ts'
import {
  addStatusException,
  endStatusException,
  findStatusException,
  findStatusExceptions,
  type StatusException,
} from '../db/tables/status-exceptions.ts'
import { findKnownPin, pinLabel } from '../pki/known-pins.ts'
import { findByFingerprint } from './fingerprint-words.ts'
import { parameters } from './parameters.ts'
import { readTrustEntries } from './trust-file.ts'
import { trustPath } from './trust-path.ts'

/** The row and its audit row are one transaction; running servers see it at once. */
export const allowUnknownStatus = command({
  usage: 'allow-unknown-status <fingerprint> --hours=<1–72> --reason="…" --by=<account> [--trust-file=<path>]',
  does:
    '限時例外：無法確認憑證狀態時仍接受。For some hours, lets in cards of one issuing authority although no source tells\n' +
    '      their status. A card that is told to be revoked stays refused, and so does an authority.',
  takes: {
    authority: parameters.authority,
    hours: parameters.hours,
    reason: parameters.reason,
    by: parameters.by,
    'trust-file': parameters['trust-file'],
  },
  async run(values, parts) {
    const entries = await readTrustEntries(trustPath(values['trust-file'], parts))
    const [row] = findByFingerprint(
      entries.map((entry) => entry.row),
      values.authority,
    )
    const authoritySha256 = row?.sha256 ?? ''
    const pin = findKnownPin(authoritySha256)
    if (pin?.role === 'root') {
      throw new Refusal(`${pinLabel(pin)} issues no cards: there is no exception for the authorities above`)
    }
    const openFrom = parts.clock.now()
    const openUntil = new Date(openFrom.getTime() + values.hours * 3_600_000)
    const id = newId(openFrom)
    const { reason, by } = values
    await withPortalDatabase(parts, (database) =>
      database.tx(async (query) => {
        await addStatusException(query, { id, authoritySha256, openFrom, openUntil, reason, setBy: by })
        const detail = {
          action: 'set',
          actor: by,
          exception: id,
          authority: authoritySha256,
          until: openUntil.toISOString(),
        }
        await audit(query, openFrom, { event: 'status-exception', detail })
      }),
    )
    parts.operator.tell(`例外已生效 Exception ${id} is open until ${taiwanTime(openUntil)} for ${authoritySha256}`)
  },
})

export const endException = command({
  usage: 'end-exception <id> --by=<account>',
  does: '提前結束例外。Ends an exception before its time.',
  takes: { exception: parameters.exception, by: parameters.by },
  async run(values, parts) {
    const id = values.exception.toLowerCase()
    const at = parts.clock.now()
    await withPortalDatabase(parts, (database) =>
      database.tx(async (query) => {
        if (!(await endStatusException(query, id, { at, by: values.by }))) {
          const found = await findStatusException(query, id)
          throw new Refusal(found ? `exception ${id} is over: ${stateText(found, at)}` : `no exception ${id}`)
        }
        await audit(query, at, {
          event: 'status-exception',
          detail: { action: 'end', actor: values.by, exception: id },
        })
      }),
    )
    parts.operator.tell(`例外已結束 Exception ${id} is ended.`)
  },
})

/** The newest are enough to see what is going on; all of them are in the table. */
const shownExceptions = 50

export const exceptions = command({
  usage: 'exceptions',
  does: '列出例外。Lists the exceptions, newest first.',
  takes: {},
  async run(_values, parts) {
    const now = parts.clock.now()
    const found = await withPortalDatabase(parts, ({ query }) => findStatusExceptions(query, shownExceptions))
    if (found.length === 0) parts.operator.tell('沒有例外。No exceptions.')
    for (const exception of found) {
      const { id, authoritySha256, openFrom, openUntil, reason, setBy } = exception
      parts.operator.tell(`${id} ${stateText(exception, now)}`)
      parts.operator.tell(`  憑證機構 Authority: ${authoritySha256}`)
      parts.operator.tell(`  ${taiwanTime(openFrom)} – ${taiwanTime(openUntil)}, ${setBy}: ${reason}`)
    }
  },
})

function stateText({ ended, openUntil }: StatusException, now: Date): string {
  if (ended) return `已提前結束 ended ${taiwanTime(ended.at)} by ${ended.by}`
  return openUntil > now ? '生效中 OPEN' : '已到期 ran out'
}

/** Taiwan has no summer time. */
const taiwanTime = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19)} +08:00`
