import { describe, expect, it } from 'vitest'
import {
  moveOf,
  movesFrom,
  obstacleTo,
  samActors,
  samMoveCodes,
  type SamState,
  samStateCodes,
} from '../../../core/portal/sam-applications.ts'

/** As the agency's guideline has it, said apart from the table: who moves what, from where to where. */
const possible = [
  'applied reviewer take-up → reviewing',
  'reviewing reviewer pass → to-issue',
  'reviewing reviewer fail → failed',
  'to-issue job issue → ready',
  'ready applicant reissue → to-issue',
  'ready applicant ask-revocation → revoking',
  'revoking reviewer confirm-revocation → revoked',
]

describe('the states of an application', () => {
  for (const state of samStateCodes) {
    for (const actor of samActors) {
      for (const move of samMoveCodes) {
        const found = possible.find((it) => it.startsWith(`${state} ${actor} ${move} →`))
        if (found) {
          const to = found.split('→ ')[1]
          it(`${state}: ${actor} may ${move}, to ${to}`, () => expect(moveOf(state, actor, move)).toBe(to))
        } else {
          it(`${state}: ${actor} cannot ${move}`, () => {
            expect(() => moveOf(state, actor, move)).toThrow(
              expect.objectContaining({ code: 'ERR_SAM_STATE', details: { state } }),
            )
          })
        }
      }
    }
  }

  it('every move is one that the guideline has', () => {
    const moves = samStateCodes.flatMap((state) =>
      samActors.flatMap((actor) =>
        movesFrom(state, actor).map((move) => `${state} ${actor} ${move} → ${moveOf(state, actor, move)}`),
      ),
    )
    expect(moves.toSorted()).toEqual(possible.toSorted())
  })

  it('failed and revoked are ends', () => {
    const ends = samStateCodes.filter((state) => samActors.every((actor) => movesFrom(state, actor).length === 0))
    expect(ends).toEqual(['failed', 'revoked'])
  })
})

describe('another application', () => {
  const now = new Date('2026-03-02T01:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const one = (state: SamState, days?: number) => ({ state, moduleEnds: days === undefined ? null : inDays(days) })

  it.each(['applied', 'reviewing', 'to-issue'] as const)('waits while one is %s', (state) => {
    expect(obstacleTo([one('revoked', 100), one(state)], now)).toEqual({ why: 'open-application', state })
  })

  it.each(['failed', 'revoking', 'revoked'] as const)('can be filed after one that is %s', (state) => {
    expect(obstacleTo([one(state, 900)], now)).toBeUndefined()
  })

  it('waits while a module is good for more than ninety days', () => {
    expect(obstacleTo([one('ready', 91)], now)).toEqual({ why: 'live-module', state: 'ready' })
  })

  it('renews a module from ninety days before its end, and after it', () => {
    expect(obstacleTo([one('ready', 90)], now)).toBeUndefined()
    expect(obstacleTo([one('ready', -1)], now)).toBeUndefined()
  })

  it('waits while one of several modules is good for longer', () => {
    expect(obstacleTo([one('ready', 1000), one('ready', 10)], now)?.why).toBe('live-module')
  })

  it('can be filed by whoever has none', () => expect(obstacleTo([], now)).toBeUndefined())
})
