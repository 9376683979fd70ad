import { type AnnouncementReader, mayRead } from '../../core/portal/announcements.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { Queryable } from '../../server/db/database.ts'
import { type AnnouncementSearch, mostListed, searchAnnouncements } from '../../server/db/tables/announcement-search.ts'
import { type Announcement, searchTextOf } from '../../server/db/tables/announcements.ts'
import { whyNoPostgres } from '../rigs/postgres.ts'
import { atMostMilliseconds, type Bench, type BenchResult, noneOf, notMeasured, quantile } from './result.ts'
import {
  announcementCount,
  type SeededAnnouncements,
  withAnnouncements,
  withAnnouncementsOnPostgres,
} from './seeded-announcements.ts'

const count = 50_000
const medianLimit = 30
const p95Limit = 80

const reader: AnnouncementReader = { type: 'clinic', division: 'taipei', roles: ['user'], entries: [] }

/**
 * Searches for words of every length and frequency in 50,000 announcements, beside a plain look through all of them, in the
 * embedded database and in PostgreSQL.
 */
export const search: Bench = {
  name: 'search',
  async run(options) {
    const number = announcementCount(options, count)
    const on =
      (engine: string) =>
      ({ database, announcements, terms, now }: SeededAnnouncements) =>
        measure(`search, ${engine}`, database.query, announcements, terms, taiwanDay(now))
    const embedded = await withAnnouncements(number, on('embedded'))
    const missing = whyNoPostgres()
    const postgres =
      missing === undefined
        ? await withAnnouncementsOnPostgres(number, on('PostgreSQL'))
        : [notMeasured('search, PostgreSQL', `p95 <= ${p95Limit} ms`, missing)]
    return [...embedded, ...postgres]
  },
}

async function measure(
  name: string,
  query: Queryable,
  announcements: readonly Announcement[],
  terms: readonly string[],
  today: string,
): Promise<BenchResult[]> {
  const texts = announcements
    .toSorted((a, b) => (a.fromDay + a.id < b.fromDay + b.id ? 1 : -1))
    .filter((it) => mayRead(it, reader, today))
    .map((it) => ({ id: it.id, text: searchTextOf(it) }))
  const samples: number[] = []
  const scans: number[] = []
  let differing = 0
  for (const term of terms) {
    const wanted = { kind: 'headquarters', viewer: { as: 'reader', reader }, today, words: searchWords(term) } as const
    const expected = texts.filter(({ text }) => wanted.words.every((word) => text.includes(word)))
    const whole = await searchAnnouncements(query, { ...wanted, page: 1, pageSize: mostListed })
    const isSame =
      whole.announcements.map(({ id }) => id).join() ===
      expected
        .slice(0, mostListed)
        .map(({ id }) => id)
        .join()
    if (!isSame || whole.more !== expected.length > mostListed) differing++
    samples.push(await timed(() => searchAnnouncements(query, { ...wanted, page: 1, pageSize: 10 })))
    scans.push(await timed(() => plainScan(query, wanted)))
  }
  const figure = { samples, reference: 'LIKE over all texts', referenceSamples: scans }
  const median = atMostMilliseconds({ name: `${name}: first page, median`, limit: medianLimit, ...figure })
  const p95 = quantile(samples, 0.95)
  return [
    median,
    {
      ...median,
      name: `${name}: first page, 95 of 100`,
      value: p95,
      referenceValue: quantile(scans, 0.95),
      ratio: p95 / quantile(scans, 0.95),
      target: `p95 <= ${p95Limit} ms`,
      met: p95 <= p95Limit,
    },
    noneOf({
      name: `${name}: results that differ from a plain look through all`,
      found: differing,
      n: terms.length,
      reference: 'terms',
      referenceValue: terms.length,
    }),
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const plainScan = (query: Queryable, { kind, words }: Pick<AnnouncementSearch, 'kind' | 'words'>) =>
  query
    .selectFrom('announcements')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('kind', '=', kind)
    .where((rows) =>
      rows.and(words.map((word) => rows('search_text', 'like', `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`))),
    )
    .execute()
