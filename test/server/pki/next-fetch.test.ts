import { describe, expect, it } from 'vitest'
import { nextFetch } from '../../../server/pki/next-fetch.ts'

const now = new Date('2026-01-15T00:00:00Z')
const seconds = (options: { untilUpdate?: number; failures?: number; random?: number }) => {
  const { untilUpdate, failures = 0, random = 0 } = options
  const nextUpdate = untilUpdate === undefined ? undefined : new Date(now.getTime() + untilUpdate * 1000)
  return (nextFetch({ now, nextUpdate, failures, random }).getTime() - now.getTime()) / 1000
}

describe('the next fetch of a list', () => {
  it('comes before it runs out: after nine tenths of its time', () => {
    expect(seconds({ untilUpdate: 600 })).toBe(540)
  })

  it('comes after an hour at the latest, and never within a minute', () => {
    expect(seconds({ untilUpdate: 7 * 86_400 })).toBe(3600)
    expect(seconds({ untilUpdate: 10 })).toBe(60)
    expect(seconds({ untilUpdate: -10 })).toBe(60)
  })

  it('comes up to a tenth sooner, so that portals do not all ask at once', () => {
    expect(seconds({ untilUpdate: 86_400, random: 0.5 })).toBe(3420)
    expect(seconds({ untilUpdate: 86_400, random: 1 })).toBe(3240)
  })

  it('comes sooner after a failure, at growing distances, at most a quarter of an hour', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 100, 2000].map((failures) => seconds({ failures, untilUpdate: 86_400 }))
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900])
  })
})
