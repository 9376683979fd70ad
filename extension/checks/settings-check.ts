import type { CheckResult } from '../../core/check/check-result.ts'
import { type CheckId, checkIds, checkRow } from '../../core/check/check-rows.ts'
import { markOf } from '../../core/check/marks.ts'
import type { CheckChange, CheckState, Permissions } from '../../core/protocol/check.ts'
import type { Timers } from '../../core/smartcard/timers.ts'
import type { CheckFix } from './check.ts'
import type { CheckSituation } from './check-situation.ts'
import type { AnyCheck } from './checks.ts'
import { ManagedSetting } from './managed-setting.ts'
import { runChecks } from './run-checks.ts'
import type { UndoStore } from './undo-store.ts'

export interface SettingsCheckOptions {
  readonly checks: readonly AnyCheck[]
  /** Made anew for each run: what the checks of one run share is looked at once. */
  readonly situation: () => CheckSituation
  readonly undoStore: UndoStore
  readonly hasPermissions: (permissions: chrome.permissions.Permissions) => Promise<boolean>
  readonly fixesAllowed: () => Promise<boolean>
  /** The portal of the state. */
  readonly portal: (situation: CheckSituation) => Promise<string | null>
  readonly timers: Timers
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly onState: (state: CheckState) => void
  /** All rows were looked at: at the end of a run, and of each fix and undo after it. */
  readonly onResults: (results: readonly CheckResult[], whole: boolean) => Promise<void>
}

/** A row with the fix that its check has. */
interface FixableRow {
  readonly id: CheckId
  readonly fix: CheckFix
}

/**
 * The settings check as the worker keeps it. One thing at a time: a wish for a run while one is under way gets that one's
 * results, and a fix waits for it.
 */
export class SettingsCheck {
  readonly #options: SettingsCheckOptions
  readonly #results = new Map<CheckId, CheckResult>()
  #whole: Promise<void> | undefined
  #queue: Promise<void> = Promise.resolve()
  #running = 0
  #checkedAt: number | null = null
  #changes: readonly CheckChange[] = []
  #undoable: readonly CheckId[] = []
  #asks: Partial<Record<CheckId, Permissions>> = {}
  #fixesAllowed = true
  #portal: string | null = null
  /** Rows whose fix met an administrator's setting, which no check can tell beforehand. */
  readonly #managed = new Set<CheckId>()

  constructor(options: SettingsCheckOptions) {
    this.#options = options
  }

  get state(): CheckState {
    return {
      running: this.#running > 0,
      results: checkIds.flatMap((id) => this.#results.get(id) ?? []),
      checkedAt: this.#checkedAt,
      changes: this.#changes,
      asks: this.#asks,
      undoable: this.#undoable,
      portal: this.#portal,
      fixesAllowed: this.#fixesAllowed,
    }
  }

  /** Looks at all rows. Never rejects for what a check finds. */
  run(): Promise<void> {
    this.#whole ??= this.#enqueue(async () => {
      this.#changes = []
      this.#managed.clear() // a policy may be gone
      await this.#look(checkIds)
      this.#checkedAt = this.#options.now()
      await this.#options.onResults(this.state.results, true)
    }).finally(() => (this.#whole = undefined))
    return this.#whole
  }

  /** Looks at some rows again. */
  runRows(rows: readonly CheckId[]): Promise<void> {
    return this.#enqueue(() => this.#look(rows))
  }

  /**
   * Sets right those of `rows` that are not, that have a fix and that no administrator manages; then looks at them again.
   * What could not be changed is told in `changes`, and stops no other row.
   */
  fix(rows: readonly CheckId[]): Promise<void> {
    return this.#enqueue(async () => {
      const unseen = rows.filter((id) => !this.#results.has(id))
      if (unseen.length > 0) await this.#look(unseen)
      if (!this.#fixesAllowed) return
      await this.#change(this.#wrong(rows), (row) => this.#apply(row))
    })
  }

  /** Puts back, in the reverse order, what was changed. */
  undo(): Promise<void> {
    return this.#enqueue(async () => {
      const changed = await this.#options.undoStore.load()
      const rows = this.#fixable(checkIds.filter((id) => changed[id] !== undefined)).reverse()
      await this.#change(rows, (row) => this.#putBack(row))
    })
  }

  /** Rows that are not right, have a fix and are nobody else's. */
  #wrong(rows: readonly CheckId[]): FixableRow[] {
    return this.#fixable(rows).filter(({ id }) => {
      const result = this.#results.get(id)
      return result !== undefined && !result.managed && !['ok', 'not-needed'].includes(markOf(result))
    })
  }

  #fixable(rows: readonly CheckId[]): FixableRow[] {
    return rows.flatMap((id) => {
      const fix = this.#options.checks.find((check) => check.id === id)?.fix
      return fix ? [{ id, fix }] : []
    })
  }

  async #change(rows: readonly FixableRow[], how: (row: FixableRow) => Promise<CheckChange['outcome']>): Promise<void> {
    const changes: CheckChange[] = []
    for (const row of rows) changes.push(await this.#changeOne(row, how))
    this.#changes = changes
    // One switch may stand in two rows: all that a fix can have changed are looked at again.
    await this.#look(this.#fixable(checkIds).map(({ id }) => id))
    if (this.#checkedAt !== null) await this.#options.onResults(this.state.results, false)
  }

  /** One after the other: two fixes may write the same setting. */
  async #changeOne(row: FixableRow, how: (row: FixableRow) => Promise<CheckChange['outcome']>): Promise<CheckChange> {
    const { id, fix } = row
    try {
      const asked = await fix.permissions?.(this.#options.situation())
      const allowed = !asked || (await this.#options.hasPermissions(asked))
      return { id, outcome: allowed ? await how(row) : 'not-allowed' }
    } catch (error) {
      if (error instanceof ManagedSetting) {
        this.#managed.add(id)
        return { id, outcome: 'managed' }
      }
      return { id, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }

  async #apply({ id, fix }: FixableRow): Promise<CheckChange['outcome']> {
    const { undoStore, situation } = this.#options
    const changed = await fix.apply(situation(), new AbortController().signal)
    if (!changed) return 'nothing-to-change'
    // A second fix changes what the first one set: the undo is for what was there before both.
    if (checkRow(id).undo) await undoStore.save({ [id]: changed, ...(await undoStore.load()) })
    return 'changed'
  }

  async #putBack({ id, fix }: FixableRow): Promise<CheckChange['outcome']> {
    const { undoStore, situation } = this.#options
    const { [id]: changed, ...others } = await undoStore.load()
    if (!changed || !fix.undo) return 'nothing-to-change'
    await fix.undo(changed, situation(), new AbortController().signal)
    await undoStore.save(others)
    return 'put-back'
  }

  async #look(rows: readonly CheckId[]): Promise<void> {
    const { checks, timers, now } = this.#options
    const situation = this.#options.situation()
    await this.#readFrame(situation)
    await runChecks({
      checks,
      situation,
      timers,
      now,
      rows,
      onResult: (result) => {
        this.#results.set(result.id, this.#managed.has(result.id) ? { ...result, managed: true } : result)
        this.#tell()
      },
    })
    this.#asks = await this.#readAsks(situation)
  }

  async #readAsks(situation: CheckSituation): Promise<Partial<Record<CheckId, Permissions>>> {
    const asks: Partial<Record<CheckId, Permissions>> = {}
    for (const { id, fix } of this.#wrong(checkIds)) if (fix.permissions) asks[id] = await fix.permissions(situation)
    return asks
  }

  /** What stands beside the rows. */
  async #readFrame(situation: CheckSituation): Promise<void> {
    const { undoStore, fixesAllowed } = this.#options
    const [changed, allowed, portal] = await Promise.all([
      undoStore.load(),
      fixesAllowed(),
      this.#options.portal(situation),
    ])
    this.#undoable = checkIds.filter((id) => changed[id] !== undefined)
    this.#fixesAllowed = allowed
    this.#portal = portal
  }

  #tell(): void {
    this.#options.onState(this.state)
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const run = async () => {
      this.#running++
      this.#tell()
      try {
        await step()
      } finally {
        this.#running--
        this.#tell()
      }
    }
    const done = this.#queue.then(run)
    this.#queue = done.catch(() => undefined)
    return done
  }
}
