import { z } from 'zod'
import { type CheckId, checkIds } from '../../core/check/check-rows.ts'
import type { Changed } from './check.ts'

/** What the fixes changed, row by row, until it is put back. Kept over a restart of worker and browser. */
export interface UndoStore {
  load(): Promise<Partial<Record<CheckId, Changed>>>
  save(changed: Partial<Record<CheckId, Changed>>): Promise<void>
}

const key = 'check-undo'
const stored = z.partialRecord(z.enum(checkIds), z.record(z.string(), z.unknown()))

export const chromeUndoStore: UndoStore = {
  async load() {
    const { [key]: value } = await chrome.storage.local.get(key)
    return stored.safeParse(value).data ?? {}
  },
  save: (changed) => chrome.storage.local.set({ [key]: changed }),
}
