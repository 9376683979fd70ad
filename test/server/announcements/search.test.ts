import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  announcementKindCodes,
  type AnnouncementReader,
  announcementStateCodes,
  entriesInUse,
  mayRead,
  stateOn,
} from '../../../core/portal/announcements.ts'
import { gramsOfText, searchWords } from '../../../core/portal/search-text.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import {
  type AnnouncementSearch,
  mostListed,
  searchAnnouncements,
  type Viewer,
} from '../../../server/db/tables/announcement-search.ts'
import {
  type Announcement,
  findAnnouncement,
  saveAnnouncement,
  searchTextOf,
} from '../../../server/db/tables/announcements.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { SettableClock } from '../settable-clock.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'
import { addAnnouncement, author } from './announcement-pages.ts'
import { makeUp } from './made-up-announcements.ts'
import { seedAnnouncements } from './seed-announcements.ts'

const now = new SettableClock().now()
const today = taiwanDay(now)
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function fill(announcements: readonly Announcement[]): Promise<void> {
  await database.clear()
  await savePerson(database.query, author)
  await seedAnnouncements(database.query, announcements)
}

const newestFirst = (a: Announcement, b: Announcement): number => {
  const [first, second] = [a.fromDay + a.id, b.fromDay + b.id]
  return first < second ? 1 : -1
}

/** What a plain look through all finds. */
function scan(
  all: readonly Announcement[],
  { kind, words, entries }: AnnouncementSearch,
  fits: (it: Announcement) => boolean,
) {
  return all
    .filter((it) => it.kind === kind && fits(it) && words.every((word) => searchTextOf(it).includes(word)))
    .filter(({ entry }) => entries === undefined || (entry !== null && entries.includes(entry)))
    .toSorted(newestFirst)
    .map(({ id }) => id)
}

const everything = { today, page: 1, pageSize: mostListed }
const idsOf = (announcements: readonly { readonly id: string }[]) => announcements.map(({ id }) => id)

describe('a search', () => {
  const made = makeUp({ count: 700, termCount: 60, now, changedBy: author.id })
  const kind = 'headquarters'
  const reader: AnnouncementReader = { type: 'clinic', division: 'taipei', roles: ['user'], entries: [] }
  const viewer: Viewer = { as: 'reader', reader }
  beforeAll(() => fill(made.announcements))

  it('finds what a plain look through all texts finds, for words of every length and frequency', async () => {
    const sizes = { none: 0, few: 0, many: 0, most: 0 }
    for (const term of made.terms) {
      const search = { ...everything, kind, viewer, words: searchWords(term) } as const
      const expected = scan(made.announcements, search, (it) => mayRead(it, reader, today))
      const found = await searchAnnouncements(database.query, search)
      expect(idsOf(found.announcements), term).toEqual(expected.slice(0, mostListed))
      expect(found).toMatchObject({ total: Math.min(expected.length, mostListed), more: expected.length > mostListed })
      sizes[expected.length === 0 ? 'none' : expected.length < 100 ? 'few' : expected.length < 400 ? 'many' : 'most']++
    }
    for (const count of Object.values(sizes)) expect(count).toBeGreaterThan(0)
  })

  it('has the same pages as the whole', async () => {
    const search = { kind, viewer, today, words: searchWords(made.terms[1] ?? '') } as const
    const whole = await searchAnnouncements(database.query, { ...search, page: 1, pageSize: mostListed })
    const pages = []
    for (let page = 1; page <= Math.ceil(whole.total / 10); page++) {
      pages.push(...(await searchAnnouncements(database.query, { ...search, page, pageSize: 10 })).announcements)
    }
    expect(pages.length).toBeGreaterThan(10)
    expect(idsOf(pages)).toEqual(idsOf(whole.announcements))
  })
})

describe('what the database lets somebody see', () => {
  const made = makeUp({
    count: 400,
    termCount: 10,
    now,
    changedBy: author.id,
    kinds: announcementKindCodes,
    inForce: false,
    seed: 2,
  })
  beforeAll(() => fill(made.announcements))

  const readers: readonly (AnnouncementReader | undefined)[] = [
    undefined,
    { type: 'clinic', division: 'taipei', roles: ['manager', 'user'], entries: entriesInUse(['A.01.01', 'O.01.01']) },
    { type: 'pharmacy', division: 'eastern', roles: ['representative'], entries: [] },
    { type: 'hospital', division: 'central', roles: ['user'], entries: entriesInUse(['B.01.01']) },
  ]
  it('is what mayRead says, for every kind and reader', async () => {
    let seen = 0
    for (const kind of announcementKindCodes) {
      for (const reader of readers) {
        for (const words of [[], searchWords(made.terms[1] ?? '')]) {
          const search = { ...everything, kind, viewer: { as: 'reader', reader }, words } as const
          const expected = scan(made.announcements, search, (it) => mayRead(it, reader, today))
          expect(idsOf((await searchAnnouncements(database.query, search)).announcements)).toEqual(expected)
          seen += expected.length
        }
      }
    }
    expect(seen).toBeGreaterThan(100)
  })

  it('is for authors what stateOn says, within their divisions', async () => {
    for (const state of announcementStateCodes) {
      const search = {
        ...everything,
        kind: 'division',
        viewer: { as: 'author', divisions: ['taipei', 'eastern'], state },
        words: [],
      } as const
      const expected = scan(
        made.announcements,
        search,
        (it) => ['taipei', 'eastern'].includes(it.division ?? '') && stateOn(it, today) === state,
      )
      expect(expected.length).toBeGreaterThan(0)
      expect(idsOf((await searchAnnouncements(database.query, search)).announcements)).toEqual(expected)
    }
  })
})

describe('the counts of the index', () => {
  it('stay those of the texts when announcements are added and changed', async () => {
    await fill([])
    const { query } = database
    const first = await addAnnouncement(query, now, { titleText: '讀卡機 讀卡機 更新', keyword: 'ＶＰＮ' })
    await addAnnouncement(query, now, { titleText: '讀卡機 維護' })
    await saveAnnouncement(query, { ...first, titleText: '憑證更新', version: 2 })
    const texts = (await query.selectFrom('announcements').select('search_text').execute()).map(
      (row) => row.search_text,
    )
    const expected = new Map<number, number>()
    for (const gram of texts.flatMap(gramsOfText)) expected.set(gram, (expected.get(gram) ?? 0) + 1)
    const rows = await query.selectFrom('announcement_gram_counts').selectAll().where('count', '>', 0).execute()
    expect(new Map(rows.map(({ gram, count }) => [gram, count]))).toEqual(expected)
    expect((await findAnnouncement(query, first.id))?.titleText).toBe('憑證更新')
  })

  it('words are found in keyword, title, content, contact and telephone, in any width and case, and all must occur', async () => {
    await fill([])
    const { id } = await addAnnouncement(database.query, now, {
      keyword: '讀卡機',
      titleText: 'Windows 更新',
      contentText: '請重新開機',
      contactName: '王示範',
      contactPhone: '02-2191-2006',
    })
    const found = async (typed: string) => {
      const viewer = { as: 'reader', reader: undefined } as const
      const search = { ...everything, kind: 'business', viewer, words: searchWords(typed) } as const
      return idsOf((await searchAnnouncements(database.query, search)).announcements)
    }
    for (const typed of ['機', '卡機', 'ｗｉｎｄｏｗｓ', '重新 更新', '王示範', '2191-2006', '請重新開機']) {
      expect(await found(typed), typed).toEqual([id])
    }
    for (const typed of ['重新 憑證', '卡 機 鏡', '機請', '%', '_', '\\']) expect(await found(typed), typed).toEqual([])
  })
})
