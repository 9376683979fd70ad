import { createHash } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { safeFileName } from '../../core/portal/file-types.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import {
  type ImportFault,
  joinRows,
  mostScheduleRows,
  readScheduleRow,
  readScheduleTitles,
  type ScheduleDraft,
  type ScheduleFacts,
  type ScheduleLine,
  type SchedulePlaces,
  scheduleColumns,
} from '../../core/support-reports/schedule-import.ts'
import { type CsvRecord, readCsv } from '../../core/tables/read-csv.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findPlaced, type PlacedInstitution } from '../db/tables/institution-counties.ts'
import { addSchedule, confirmSchedule, lockOpenSchedule } from '../db/tables/support-report-schedules.ts'
import type { FileStore } from '../files/file-store.ts'
import type { Handler } from '../http/call.ts'
import { addDraft } from './handle-own.ts'
import { findPlacedRegistrations } from './known.ts'
import { record, reporterOf } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'

interface CheckedSchedule {
  readonly rows: number
  readonly faults: readonly { readonly line: number; readonly faults: readonly ImportFault[] }[]
  readonly drafts: readonly ScheduleDraft[]
  readonly institutions: ReadonlyMap<string, PlacedInstitution>
}

/**
 * Checks the file and keeps it; nothing is taken over. Errors: ERR_REQUEST_FILE_NAME, ERR_REQUEST_FILE_CONTENT,
 * ERR_REQUEST_TOO_LARGE, ERR_REQUEST_IMPORT_TITLES, ERR_REQUEST_IMPORT where it cannot be read.
 */
export function checkSchedule({ database, files }: SupportReportParts): Handler<'POST /api/support-reports/schedules'> {
  return {
    event: 'check-support-schedule',
    async handle(call) {
      const { request, admitted, body, now } = call
      const name = safeFileName(request.name)
      if (name === undefined || !/\.csv$/i.test(name)) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'a schedule comes in a CSV file')
      }
      const { sha256 } = await files.keep(body, 'csv')
      const personId = reporterOf(admitted)
      const checked = await readSchedule(database.query, await readText(files, sha256), { personId, now })
      const id = newId(now)
      await database.tx(async (query) => {
        await addSchedule(query, { id, personId, name, sha256, at: now })
        await record(query, call, 'check-support-schedule', { id, number: null }, { sha256, rows: checked.rows })
      })
      return {
        id,
        name,
        rows: checked.rows,
        faults: checked.faults.map(({ line, faults }) => ({ line, faults: [...faults] })),
        drafts: checked.drafts.map(({ lines, content }) => ({
          lines: [...lines],
          institution: {
            code: content.institution ?? '',
            name: checked.institutions.get(content.institution ?? '')?.name ?? '',
          },
          firstDay: content.firstDay ?? '',
          lastDay: content.lastDay ?? '',
          hours: content.weekly.length,
        })),
        digest: digestOf(checked),
      }
    },
  }
}

/**
 * Reads the file once more, in the transaction in which its drafts are made. Errors: ERR_REQUEST_NOT_FOUND for another's and
 * for one that was confirmed, ERR_REQUEST_CONFLICT when it would do something else by now, ERR_REQUEST_IMPORT when a row is
 * at fault.
 */
export function confirmScheduleFile({
  database,
  files,
}: SupportReportParts): Handler<'POST /api/support-reports/schedules/confirm'> {
  return {
    event: 'import-support-schedule',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const personId = reporterOf(admitted)
        const file = await lockOpenSchedule(query, request.id, personId)
        if (!file) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file waits for who asks')
        const checked = await readSchedule(query, await readText(files, file.sha256), { personId, now })
        if (digestOf(checked) !== request.digest) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'the file would do something else by now')
        }
        const [fault] = checked.faults
        if (fault) throw unreadable('faults', fault.line)
        for (const { content } of checked.drafts) await addDraft(query, { personId, now, content })
        await confirmSchedule(query, file.id, now)
        const detail = { sha256: file.sha256, drafts: checked.drafts.length }
        await record(query, call, 'import-support-schedule', { id: file.id, number: null }, detail)
        return { drafts: checked.drafts.length }
      }),
  }
}

const unreadable = (why: string, line: number) =>
  new CodedError('ERR_REQUEST_IMPORT', `the file cannot be read: ${why}`, { details: { why, line } })

const untitled = (titles: readonly string[]) =>
  new CodedError('ERR_REQUEST_IMPORT_TITLES', 'titles are missing', { details: { titles: titles.join('、') } })

/** Of all that it would do. */
function digestOf({ drafts, faults }: CheckedSchedule): string {
  const all = JSON.stringify([drafts.map(({ content }) => content), faults])
  return createHash('sha256').update(all).digest('base64url')
}

async function readText(files: FileStore, sha256: string): Promise<string> {
  const content = await files.read(sha256)
  if (!content) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the file is not in the store')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await new Response(content).arrayBuffer())
  } catch {
    throw unreadable('encoding', 1)
  }
}

async function readRecords(text: string): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  try {
    for await (const it of readCsv(pieces(text))) {
      if (records.push(it) > mostScheduleRows + 1) throw unreadable('rows', it.line)
    }
  } catch (error) {
    throw error instanceof RangeError ? unreadable('quotes', Number(error.message)) : error
  }
  return records
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text
}

async function readSchedule(
  query: Queryable,
  text: string,
  { personId, now }: { readonly personId: string; readonly now: Date },
): Promise<CheckedSchedule> {
  const [titles, ...records] = await readRecords(text)
  const read = titles ? readScheduleTitles(titles.cells) : { missing: Object.values(scheduleColumns) }
  if (!titles || 'missing' in read) throw untitled('missing' in read ? read.missing : [])
  const { places } = read
  const facts = await readFacts(query, records, places, { personId, now })
  const faults: { line: number; faults: readonly ImportFault[] }[] = []
  const rows: ScheduleLine[] = []
  for (const { line, cells } of records) {
    const { faults: found, row } = readScheduleRow(cells, places, facts)
    const all: readonly ImportFault[] = [
      ...(cells.length === titles.cells.length ? [] : ['columns' as const]),
      ...found,
    ]
    if (all.length > 0 || !row) faults.push({ line, faults: all })
    else rows.push({ line, ...row })
  }
  const { drafts, faulty } = joinRows(rows)
  const meeting = faulty.map((line) => ({ line, faults: ['meets' as const] }))
  return {
    rows: records.length,
    faults: [...faults, ...meeting].toSorted((a, b) => a.line - b.line),
    drafts,
    institutions: facts.placed,
  }
}

async function readFacts(
  query: Queryable,
  records: readonly CsvRecord[],
  places: SchedulePlaces,
  { personId, now }: { readonly personId: string; readonly now: Date },
): Promise<ScheduleFacts & { readonly placed: ReadonlyMap<string, PlacedInstitution> }> {
  const codes = records.map(({ cells }) => (cells[places.institution] ?? '').normalize('NFKC').trim().padStart(10, '0'))
  const placed = await findPlaced(query, [...new Set(codes)].slice(0, mostScheduleRows))
  const registrations = await findPlacedRegistrations(query, personId)
  return {
    placed,
    today: taiwanDay(now),
    licenses: new Map(registrations.map(({ licenseNumber, id, profession }) => [licenseNumber, { id, profession }])),
    institutions: new Set(placed.keys()),
  }
}
