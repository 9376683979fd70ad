import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkIds, checkRow } from '../../../core/check/check-rows.ts'
import { checks } from '../../../extension/checks/checks.ts'

describe('the list of checks', () => {
  const checkOf = (id: string) => checks.find((check) => check.id === id)

  it('has every check once, each in a file of its own', () => {
    const files = readdirSync('extension/checks')
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    expect(checks.filter(({ id }) => !files.includes(`${id}.ts`)).map(({ id }) => id)).toEqual([])
  })

  it('a row that nothing looks at is not needed, and never a pretended check', () => {
    const without = checkIds.filter((id) => !checkOf(id))
    expect(without.map((id) => [id, Object.keys(checkRow(id).findings)])).toEqual(
      without.map((id) => [id, ['not-needed']]),
    )
  })

  it('what the table says of fix and undo is what the check can do', () => {
    const can = checkIds.map((id) => {
      const fix = checkOf(id)?.fix
      return [id, fix !== undefined, fix?.undo !== undefined]
    })
    expect(can).toEqual(checkIds.map((id) => [id, checkRow(id).fix === 'automatic', checkRow(id).undo]))
  })
})
