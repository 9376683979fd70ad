import { openDatabase } from '../../server/db/open-database.ts'

/** What the server wrote down, read from its data directory once it has ended. */
export interface Records {
  /** The newest refusal of a sign-in: the step that refused and its code; null when none was refused. */
  readonly refusal: { readonly step: string | null; readonly code: string | null } | null
  readonly sessions: number
}

export async function readRecords(dataDirectory: string): Promise<Records> {
  const database = await openDatabase({ directory: `${dataDirectory}/database` })
  try {
    const refusal = await database.query
      .selectFrom('audit')
      .select(['step', 'code'])
      .where('event', '=', 'sign-in')
      .where('code', 'is not', null)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const { count } = await database.query
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return { refusal: refusal ?? null, sessions: Number(count) }
  } finally {
    await database.close()
  }
}
