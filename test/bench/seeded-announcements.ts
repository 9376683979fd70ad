import { sql } from 'kysely'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PortalDatabase } from '../../server/db/open-database.ts'
import { databaseOver, openPostgres } from '../../server/db/open-database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openEmbedded } from '../../server/db/open-embedded.ts'
import { savePerson } from '../../server/db/tables/people.ts'
import { Postgres } from '../rigs/postgres.ts'
import { author } from '../server/announcements/announcement-pages.ts'
import { type MadeUp, makeUp } from '../server/announcements/made-up-announcements.ts'
import { seedAnnouncements } from '../server/announcements/seed-announcements.ts'

const termCount = 200

/** A database on disk full of announcements of the headquarters, and what they were made of. */
export interface SeededAnnouncements extends MadeUp {
  readonly database: PortalDatabase
  readonly now: Date
}

/** How many a run is asked to make: `--announcements=3000` for a trial. */
export function announcementCount(options: readonly string[], usual: number): number {
  const asked = options.find((option) => option.startsWith('--announcements='))?.split('=')[1]
  return asked === undefined ? usual : Number(asked)
}

interface FilledDirectory {
  readonly count: number
  readonly directory: string
  readonly madeUp: MadeUp
  readonly now: Date
}

let kept: FilledDirectory | undefined

/** The directory of such a database, in use by nobody. Filling it takes minutes: it is done once in a run. */
export async function fillDirectory(count: number): Promise<FilledDirectory> {
  if (kept && kept.count !== count) throw new Error('one number of announcements in a run')
  if (kept) return kept
  const directory = mkdtempSync(join(tmpdir(), 'bench-announcements-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  const now = new Date()
  const madeUp = makeUp({ count, termCount, now, changedBy: author.id })
  const database = databaseOver(await openEmbedded(directory))
  try {
    await migrate(database.query)
    await fill(database, madeUp)
  } finally {
    await database.close()
  }
  kept = { count, directory, madeUp, now }
  return kept
}

/** The database as it was filled, or as the last bench left it. */
export async function withAnnouncements<T>(
  count: number,
  work: (seeded: SeededAnnouncements) => Promise<T>,
): Promise<T> {
  const { directory, madeUp, now } = await fillDirectory(count)
  const database = databaseOver(await openEmbedded(directory))
  try {
    return await work({ ...madeUp, database, now })
  } finally {
    await database.close()
  }
}

/** The same on a PostgreSQL of its own, for one bench. */
export async function withAnnouncementsOnPostgres<T>(
  count: number,
  work: (seeded: SeededAnnouncements) => Promise<T>,
): Promise<T> {
  const postgres = await Postgres.start()
  try {
    const database = databaseOver(openPostgres(postgres.url))
    try {
      const now = new Date()
      const madeUp = makeUp({ count, termCount, now, changedBy: author.id })
      await migrate(database.query)
      await fill(database, madeUp)
      return await work({ ...madeUp, database, now })
    } finally {
      await database.close()
    }
  } finally {
    postgres.stop()
  }
}

async function fill({ query }: PortalDatabase, { announcements }: MadeUp): Promise<void> {
  await savePerson(query, author)
  await seedAnnouncements(query, announcements)
  await sql`vacuum (analyze)`.execute(query)
}
