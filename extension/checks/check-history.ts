import { type DBSchema, openDB } from 'idb'
import { type CheckReport, checkReport } from '../../core/check/check-report.ts'

interface Schema extends DBSchema {
  reports: { key: number; value: unknown }
}

/** How many runs are kept. */
const kept = 50

/** The last runs on this computer, newest first. It never leaves the computer but by the person's own hand. */
export interface CheckHistory {
  add(report: CheckReport): Promise<void>
  reports(): Promise<CheckReport[]>
}

const open = () =>
  openDB<Schema>('settings-check', 1, { upgrade: (database) => void database.createObjectStore('reports') })

export const indexedDbHistory: CheckHistory = {
  async add(report) {
    const database = await open()
    try {
      const transaction = database.transaction('reports', 'readwrite')
      await transaction.store.put(report, report.madeAt)
      const times = await transaction.store.getAllKeys()
      await Promise.all(times.slice(0, -kept).map((time) => transaction.store.delete(time)))
      await transaction.done
    } finally {
      database.close()
    }
  },
  /** One that an older version wrote, with rows that there are no more, is left out. */
  async reports() {
    const database = await open()
    try {
      const values = await database.getAll('reports')
      return values.flatMap((value) => checkReport.safeParse(value).data ?? []).toReversed()
    } finally {
      database.close()
    }
  },
}
