import { describe, expect, it } from 'vitest'
import type { KnownCard } from '../../../core/cards/card-profile.ts'
import { environmentByNumber } from '../../../core/cards/nhi-numbers.ts'

const nhi: KnownCard = { cardType: 'nhi', cardSn: '900000000701', environment: 'unknown', institution: null }

describe('the environment of an NHI card by its number', () => {
  it('stays unknown as long as nobody says whose numbers begin so', () => {
    expect(environmentByNumber(nhi, []).environment).toBe('unknown')
    expect(environmentByNumber(nhi, [{ prefix: '9001', environment: 'test' }]).environment).toBe('unknown')
  })

  it('is that of the longest prefix', () => {
    const numbers = [
      { prefix: '9000', environment: 'production' },
      { prefix: '900000000', environment: 'test' },
    ] as const
    expect(environmentByNumber(nhi, numbers).environment).toBe('test')
    expect(environmentByNumber({ ...nhi, cardSn: '900012345678' }, numbers).environment).toBe('production')
  })

  it('is never put in place of one that the card itself tells, and no other card is known by its number', () => {
    const numbers = [{ prefix: '9000', environment: 'production' }] as const
    expect(environmentByNumber({ ...nhi, environment: 'test' }, numbers).environment).toBe('test')
    expect(environmentByNumber({ ...nhi, cardType: 'hca-personnel' }, numbers).environment).toBe('unknown')
    expect(environmentByNumber({ ...nhi, cardSn: undefined }, numbers).environment).toBe('unknown')
  })
})
