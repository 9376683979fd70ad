import { CodedError } from '../../core/errors/coded-error.ts'
import { moveShortcut, type ShortcutMove, shortcutPageSize, shortcutStateOn } from '../../core/portal/shortcuts.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { ShortcutRow } from '../../core/protocol/shortcuts.ts'
import type { Queryable } from '../db/database.ts'
import { factsOf, saveShortcutFacts, type Shortcut } from '../db/tables/shortcuts.ts'

/** Saves what the move changes. Errors: ERR_REQUEST_SHORTCUT_STATE. */
export async function makeMove(query: Queryable, before: Shortcut, move: ShortcutMove, now: Date): Promise<Shortcut> {
  const { stage, repeatUntil } = moveShortcut(factsOf(before), move, taiwanDay(now))
  const after: Shortcut = {
    ...before,
    stage,
    repeatUntil,
    askedAt: move === 'ask' ? now : before.askedAt,
    decidedAt: move === 'grant' || move === 'decline' ? now : before.decidedAt,
  }
  await saveShortcutFacts(query, before.id, after)
  return after
}

export const toRow = (it: Shortcut, now: Date): ShortcutRow => ({
  id: it.id,
  name: it.name,
  description: it.description,
  providedAt: it.providedAt.toISOString(),
  state: shortcutStateOn(factsOf(it), taiwanDay(now)),
  repeatUntil: it.repeatUntil,
})

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / shortcutPageSize))

/** Errors: ERR_REQUEST_NOT_FOUND, also for one of somebody else: its existence is not told. */
export function requireShortcut(shortcut: Shortcut | undefined, isOwn: (shortcut: Shortcut) => boolean): Shortcut {
  if (shortcut && isOwn(shortcut)) return shortcut
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file of who asks')
}
