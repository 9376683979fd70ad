import type { DemoRecords, DemoRefusal } from '../../server/demo-records.demo.ts'
import { readJson } from './call-site.ts'

export const readRecords = (portal: string): Promise<DemoRecords> => readJson<DemoRecords>(`${portal}/demo/records`)

/** What the server wrote down from one look to the next. */
export interface NewRecords {
  /** The newest refusal of a sign-in; null when none was refused. */
  readonly refusal: DemoRefusal | null
  readonly sessions: number
}

export const newRecords = (before: DemoRecords, after: DemoRecords): NewRecords => ({
  refusal:
    after.refused > before.refused ? after.refusal : after.counted > before.counted ? after.countedRefusal : null,
  sessions: after.sessions - before.sessions,
})
