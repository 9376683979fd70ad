import { describe, expect, it } from 'vitest'
import { createStatementNames } from '../../../server/db/statement-names.ts'

describe('statement names', () => {
  it('are one per text', () => {
    const nameOf = createStatementNames()
    const first = nameOf('select $1')
    expect(nameOf('select $2')).not.toBe(first)
    expect(nameOf('select $1')).toBe(first)
  })

  it('end at the limit; texts that have one keep it', () => {
    const nameOf = createStatementNames(1)
    const first = nameOf('select $1')
    expect(nameOf('select $2')).toBeUndefined()
    expect(nameOf('select $1')).toBe(first)
  })
})
