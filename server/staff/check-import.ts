import { createHash } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import {
  importColumns,
  type ImportFault,
  type ImportKind,
  type ImportStep,
  readInstitution,
  readTitles,
  stepOf,
} from '../../core/portal/institution-import.ts'
import type { ImportCheck } from '../../core/protocol/institution-imports.ts'
import { readCsv } from '../../core/tables/read-csv.ts'
import type { Queryable } from '../db/database.ts'
import { findKnownInstitutions } from '../db/tables/institution-details.ts'

/** The country has about 30,000; a file of one kind has fewer. */
const mostRows = 60_000
/** Of each list, what is shown. */
const mostShown = 500
const mostFaultsShown = 2000

type Line = ImportStep & { readonly line: number }

export interface CheckedImport {
  readonly rows: number
  readonly steps: readonly Line[]
  readonly faults: readonly { readonly line: number; readonly code: string; readonly faults: readonly ImportFault[] }[]
  readonly odd: readonly { readonly line: number; readonly code: string }[]
}

/**
 * Reads a file as it comes, and compares each row with what is known. Errors: ERR_REQUEST_IMPORT_TITLES;
 * ERR_REQUEST_IMPORT with `details.line` where it cannot be read on, and `details.why`: `encoding`, `quotes` or `rows`.
 */
export async function checkImport(
  query: Queryable,
  content: AsyncIterable<Uint8Array>,
  today: string,
): Promise<CheckedImport> {
  const known = await findKnownInstitutions(query)
  const seen = new Set<string>()
  const steps: Line[] = []
  const faults: { line: number; code: string; faults: readonly ImportFault[] }[] = []
  const odd: { line: number; code: string }[] = []
  let places: Parameters<typeof readInstitution>[1] | undefined
  let width = 0
  let rows = 0
  try {
    for await (const { line, cells } of readCsv(toText(content))) {
      if (!places) {
        const titles = readTitles(cells)
        if ('missing' in titles) throw untitled(titles.missing)
        places = titles.places
        width = cells.length
        continue
      }
      if (++rows > mostRows) throw unreadable('rows', line)
      const { faults: found, institution, isOdd } = readInstitution(cells, places)
      const code = (cells[places.code] ?? '').trim()
      const all: readonly ImportFault[] = [
        ...(cells.length === width ? [] : ['columns' as const]),
        ...(seen.has(code) ? ['repeated' as const] : []),
        ...found,
      ]
      seen.add(code)
      if (isOdd) odd.push({ line, code })
      if (all.length > 0 || !institution) faults.push({ line, code: code.slice(0, 20), faults: all })
      else steps.push(Object.assign({ line }, stepOf(institution, known.get(code), today)))
    }
  } catch (error) {
    if (error instanceof RangeError) throw unreadable('quotes', Number(error.message))
    throw error
  }
  if (!places) throw untitled(Object.values(importColumns))
  return { rows, steps, faults, odd }
}

const unreadable = (why: 'encoding' | 'quotes' | 'rows', line: number) =>
  new CodedError('ERR_REQUEST_IMPORT', `the file cannot be read: ${why}`, { details: { why, line } })

const untitled = (missing: readonly string[]) =>
  new CodedError('ERR_REQUEST_IMPORT_TITLES', 'titles are missing', { details: { titles: missing.join('、') } })

async function* toText(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lines = 1
  const decode = (octets: Uint8Array | undefined): string => {
    try {
      return octets ? decoder.decode(octets, { stream: true }) : decoder.decode()
    } catch {
      throw unreadable('encoding', lines)
    }
  }
  for await (const chunk of content) {
    const text = decode(chunk)
    lines += text.split('\n').length - 1
    yield text
  }
  yield decode(undefined)
}

export const countKind = ({ steps }: CheckedImport, kind: ImportKind): number =>
  steps.filter((step) => step.kind === kind).length

/** Of all that it would do. */
export function digestOf({ steps, faults }: CheckedImport): string {
  const hash = createHash('sha256')
  for (const { kind, after, fields } of steps) hash.update(JSON.stringify([kind, after, fields]))
  return hash.update(String(faults.length)).digest('base64url')
}

export function toCheck(checked: CheckedImport, file: { readonly id: string; readonly name: string }): ImportCheck {
  const { rows, steps, faults, odd } = checked
  const listOf = (kind: ImportKind) =>
    steps
      .filter((step) => step.kind === kind)
      .slice(0, mostShown)
      .map(({ line, fields, after: { code, name, type, division } }) => ({
        line,
        code,
        name,
        type,
        division,
        fields: [...fields],
      }))
  return {
    ...file,
    rows,
    counts: {
      new: countKind(checked, 'new'),
      changed: countKind(checked, 'changed'),
      ended: countKind(checked, 'ended'),
      same: countKind(checked, 'same'),
      faulty: faults.length,
      odd: odd.length,
    },
    faults: faults.slice(0, mostFaultsShown).map(({ line, code, faults: why }) => ({ line, code, faults: [...why] })),
    odd: odd.slice(0, mostShown),
    new: listOf('new'),
    changed: listOf('changed'),
    ended: listOf('ended'),
    digest: digestOf(checked),
  }
}
