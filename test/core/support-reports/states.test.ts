import { describe, expect, it } from 'vitest'
import {
  isWritable,
  supportActors,
  supportMoveCodes,
  supportMovesFrom,
  supportMoveTo,
  type SupportActor,
  type SupportMove,
  type SupportState,
  supportStateCodes,
} from '../../../core/support-reports/states.ts'

type Step = readonly [SupportActor, SupportMove, SupportState, SupportState]

/** Written out by hand: what the table may do, and nothing else. */
const allowed: readonly Step[] = [
  ['applicant', 'send', 'draft', 'submitted'],
  ['applicant', 'send', 'returned', 'submitted'],
  ['applicant', 'send', 'changing', 'change-submitted'],
  ['applicant', 'send', 'change-returned', 'change-submitted'],
  ['applicant', 'recall', 'submitted', 'draft'],
  ['applicant', 'recall', 'change-submitted', 'changing'],
  ['applicant', 'change', 'approved', 'changing'],
  ['applicant', 'drop-change', 'changing', 'approved'],
  ['applicant', 'drop-change', 'change-returned', 'approved'],
  ['reviewer', 'take-up', 'submitted', 'reviewing'],
  ['reviewer', 'take-up', 'change-submitted', 'change-reviewing'],
  ['reviewer', 'pass', 'reviewing', 'approved'],
  ['reviewer', 'pass', 'change-reviewing', 'approved'],
  ['reviewer', 'return', 'reviewing', 'returned'],
  ['reviewer', 'return', 'change-reviewing', 'change-returned'],
  ...(
    [
      'draft',
      'submitted',
      'reviewing',
      'returned',
      'approved',
      'changing',
      'change-submitted',
      'change-reviewing',
      'change-returned',
    ] as const
  ).flatMap((from): Step[] => [
    ['applicant', 'cancel', from, 'cancelled'],
    ['job', 'expire', from, 'expired'],
  ]),
]

describe('moves of a report', () => {
  it.each(allowed)('%s: %s leads from %s to %s', (actor, move, from, to) => {
    expect(supportMoveTo(from, actor, move)).toBe(to)
  })

  for (const state of supportStateCodes) {
    it(`nobody moves what is ${state} in another way`, () => {
      for (const actor of supportActors) {
        for (const move of supportMoveCodes) {
          if (allowed.some(([by, made, from]) => by === actor && made === move && from === state)) continue
          expect(() => supportMoveTo(state, actor, move)).toThrow(
            expect.objectContaining({ code: 'ERR_REQUEST_SUPPORT_STATE', details: { state } }),
          )
        }
      }
    })
  }

  it('an applicant writes in what has yet to be sent, and in nothing else', () => {
    expect(supportStateCodes.filter(isWritable)).toEqual(['draft', 'returned', 'changing', 'change-returned'])
    expect(supportMovesFrom('approved', 'applicant')).toEqual(['change', 'cancel'])
    expect(supportMovesFrom('expired', 'applicant')).toEqual([])
  })
})
