import { beforeEach, describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../core/check/check-result.ts'
import type { CheckId } from '../../../core/check/check-rows.ts'
import { checkIds } from '../../../core/check/check-rows.ts'
import type { CheckState } from '../../../core/protocol/check.ts'
import { systemTimers } from '../../../core/smartcard/timers.ts'
import type { Changed, Check, CheckFix } from '../../../extension/checks/check.ts'
import type { AnyCheck } from '../../../extension/checks/checks.ts'
import { ManagedSetting } from '../../../extension/checks/managed-setting.ts'
import { SettingsCheck, type SettingsCheckOptions } from '../../../extension/checks/settings-check.ts'
import { situation } from './situation.ts'

/** A setting of the browser that is wrong at first, as two rows look at it. */
let setting: string
let allowed: boolean
let states: CheckState[]
let told: [number, boolean][]
let kept: Partial<Record<CheckId, Changed>>

beforeEach(() => {
  setting = 'old'
  allowed = true
  states = []
  told = []
  kept = {}
})

const fix: CheckFix = {
  permissions: () => Promise.resolve({ permissions: ['contentSettings'] }),
  apply() {
    const before = setting
    setting = 'new'
    return Promise.resolve({ before })
  },
  undo({ before }) {
    setting = String(before)
    return Promise.resolve()
  },
}

/** The row of the browser's version, which has no fix, with one that the tests lend it. */
const fixable = (run?: Check<'browser-version'>['run']): AnyCheck => ({
  id: 'browser-version',
  run: run ?? (() => Promise.resolve({ finding: setting === 'new' ? 'current' : 'outdated' })),
  fix,
})

const settingsCheck = (checks: readonly AnyCheck[], changed: Partial<SettingsCheckOptions> = {}) =>
  new SettingsCheck({
    checks,
    situation: () => situation(),
    undoStore: {
      load: () => Promise.resolve(kept),
      save: (changed) => Promise.resolve(void (kept = changed)),
    },
    hasPermissions: () => Promise.resolve(allowed),
    fixesAllowed: () => Promise.resolve(true),
    portal: () => Promise.resolve('https://portal.example'),
    timers: systemTimers,
    now: () => 1000,
    onState: (state) => states.push(state),
    onResults: (results, whole) => Promise.resolve(void told.push([results.length, whole])),
    ...changed,
  })

const resultOf = (check: SettingsCheck, id: CheckId): CheckResult | undefined =>
  check.state.results.find((result) => result.id === id)

describe('a run', () => {
  it('has a result for every row, in the order of the rows, and says when it ended', async () => {
    const check = settingsCheck([fixable()])
    await check.run()
    expect(check.state.results.map(({ id }) => id)).toEqual(checkIds)
    expect(resultOf(check, 'java-applets')).toEqual({ id: 'java-applets', finding: 'not-needed', milliseconds: 0 })
    expect(check.state).toMatchObject({ running: false, checkedAt: 1000 })
  })

  it('its results are told when all are there, and again after a fix', async () => {
    const check = settingsCheck([fixable()])
    await check.fix(['browser-version'])
    expect(told).toEqual([])
    await check.run()
    setting = 'old'
    await check.runRows(['browser-version'])
    await check.fix(['browser-version'])
    expect(told).toEqual([
      [checkIds.length, true],
      [checkIds.length, false],
    ])
  })

  it('two wishes at once are one run', async () => {
    let runs = 0
    const check = settingsCheck([fixable(() => Promise.resolve({ finding: runs++ === 0 ? 'current' : 'outdated' }))])
    await Promise.all([check.run(), check.run()])
    expect(runs).toBe(1)
  })

  it('a check that throws is unknown with its reason, and stops no other', async () => {
    const check = settingsCheck([
      fixable(() => {
        throw new Error('no such setting')
      }),
      { id: 'system-version', run: () => Promise.resolve({ finding: 'current' }) },
    ])
    await check.run()
    expect(resultOf(check, 'browser-version')).toMatchObject({
      finding: 'failed',
      details: { reason: 'no such setting' },
    })
    expect(resultOf(check, 'system-version')).toMatchObject({ finding: 'current' })
  })

  it('a check that does not end is unknown when its time is over, and is told so by its signal', async () => {
    let aborted = false
    const endless: AnyCheck = {
      id: 'browser-version',
      limit: 10,
      run: (_, signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    }
    const check = settingsCheck([endless])
    await check.run()
    expect(resultOf(check, 'browser-version')).toMatchObject({ finding: 'timed-out', details: { seconds: 0.01 } })
    expect(aborted).toBe(true)
  })

  it('results are told as they come', async () => {
    let end = (): void => undefined
    const slow: AnyCheck = {
      id: 'system-version',
      run: () => new Promise((resolve) => (end = () => resolve({ finding: 'current' }))),
    }
    const check = settingsCheck([slow, fixable()])
    const running = check.run()
    await expect.poll(() => resultOf(check, 'browser-version')).toBeDefined()
    expect(check.state.running).toBe(true)
    expect(resultOf(check, 'system-version')).toBeUndefined()
    end()
    await running
    expect(states.at(-1)).toEqual(check.state)
  })
})

describe('a fix', () => {
  const rows: CheckId[] = ['browser-version']

  it('sets the row right, looks again, and says what changed', async () => {
    const check = settingsCheck([fixable()])
    await check.run()
    await check.fix(rows)
    expect(resultOf(check, 'browser-version')).toMatchObject({ finding: 'current' })
    expect(check.state.changes).toEqual([{ id: 'browser-version', outcome: 'changed' }])
  })

  it('looks first when nothing was looked at: the worker may have been stopped since', async () => {
    const check = settingsCheck([fixable()])
    await check.fix(rows)
    expect(setting).toBe('new')
  })

  it('without the permission nothing is changed, and that is said', async () => {
    allowed = false
    const check = settingsCheck([fixable()])
    await check.fix(rows)
    expect(setting).toBe('old')
    expect(check.state.changes).toEqual([{ id: 'browser-version', outcome: 'not-allowed' }])
  })

  it('a row that an administrator manages is left alone', async () => {
    const check = settingsCheck([fixable(() => Promise.resolve({ finding: 'outdated', managed: true }))])
    await check.fix(rows)
    expect(setting).toBe('old')
  })

  it('where an administrator allows no fixes, nothing is changed', async () => {
    const check = settingsCheck([fixable()], { fixesAllowed: () => Promise.resolve(false) })
    await check.fix(rows)
    expect(setting).toBe('old')
    expect(check.state.fixesAllowed).toBe(false)
  })

  it('a row that is right already is left alone', async () => {
    setting = 'new'
    const check = settingsCheck([fixable()])
    await check.fix(rows)
    expect(check.state.changes).toEqual([])
  })

  it('one that cannot be made says why, and the check goes on', async () => {
    const failing: AnyCheck = { ...fixable(), fix: { apply: () => Promise.reject(new Error('refused')) } }
    const check = settingsCheck([failing])
    await check.fix(rows)
    expect(check.state.changes).toEqual([{ id: 'browser-version', outcome: 'failed', reason: 'refused' }])
    await check.run()
    expect(check.state.changes).toEqual([])
  })
})

describe('an undo', () => {
  const reversible = (): AnyCheck => ({
    id: 'javascript',
    run: () => Promise.resolve({ finding: setting === 'new' ? 'allowed' : 'blocked' }),
    fix,
  })

  it('puts back what was changed, says so, and is kept until then', async () => {
    const check = settingsCheck([reversible()])
    await check.run()
    expect(check.state.asks).toEqual({ javascript: { permissions: ['contentSettings'] } })
    await check.fix(['javascript'])
    expect(check.state).toMatchObject({ undoable: ['javascript'], asks: {} })

    const afterRestart = settingsCheck([reversible()])
    await afterRestart.undo()
    expect(setting).toBe('old')
    expect(afterRestart.state).toMatchObject({
      changes: [{ id: 'javascript', outcome: 'put-back' }],
      undoable: [],
    })
  })

  it('after two fixes it is as before the first', async () => {
    const check = settingsCheck([reversible()])
    await check.fix(['javascript'])
    setting = 'broken anew'
    await check.run()
    await check.fix(['javascript'])
    await check.undo()
    expect(setting).toBe('old')
  })

  it('a row that shares its switch with the one put back is looked at again', async () => {
    const twin: AnyCheck = {
      id: 'system-version',
      run: () => Promise.resolve({ finding: setting === 'new' ? 'current' : 'outdated' }),
      fix: { apply: () => Promise.resolve(undefined) },
    }
    const check = settingsCheck([reversible(), twin])
    await check.run()
    await check.fix(['javascript'])
    expect(resultOf(check, 'system-version')).toMatchObject({ finding: 'current' })
    await check.undo()
    expect(resultOf(check, 'system-version')).toMatchObject({ finding: 'outdated' })
  })

  it('with the permission withdrawn meanwhile nothing is put back, and it can be tried again', async () => {
    const check = settingsCheck([reversible()])
    await check.fix(['javascript'])
    allowed = false
    await check.undo()
    expect(check.state).toMatchObject({
      changes: [{ id: 'javascript', outcome: 'not-allowed' }],
      undoable: ['javascript'],
    })
    allowed = true
    await check.undo()
    expect(setting).toBe('old')
  })

  it('a setting that is an administrator’s is shown as such, and not tried again', async () => {
    let tries = 0
    const managed: AnyCheck = {
      ...reversible(),
      fix: {
        apply() {
          tries++
          return Promise.reject(new ManagedSetting('by policy'))
        },
      },
    }
    const check = settingsCheck([managed])
    await check.fix(['javascript'])
    await check.fix(['javascript'])
    expect(tries).toBe(1)
    expect(resultOf(check, 'javascript')).toMatchObject({ finding: 'blocked', managed: true })
    expect(check.state.asks).toEqual({})
  })
})
