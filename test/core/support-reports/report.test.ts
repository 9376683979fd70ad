import { describe, expect, it } from 'vitest'
import { countyOfCode } from '../../../core/portal/institution-county.ts'
import { changedFields } from '../../../core/support-reports/compare.ts'
import { commonHours, type WeeklyHours } from '../../../core/support-reports/hours.ts'
import {
  emptyContent,
  faultsOf,
  progressOf,
  type SupportContent,
  type SupportFaults,
} from '../../../core/support-reports/report.ts'

const wednesday: WeeklyHours = { weekday: 3, from: '14:00', until: '17:00' }
const complete: SupportContent = {
  registration: 'a',
  institution: '0901999031',
  kind: 'scheduled',
  pharmacistCase: null,
  firstDay: '2026-12-01',
  lastDay: '2026-12-31',
  weekly: [wednesday],
  reason: '門診支援',
}

describe('what an applicant writes', () => {
  it.each<[string, Partial<SupportContent>, SupportFaults]>([
    ['a complete one', {}, {}],
    ['no reason', { reason: '  ' }, { reason: 'missing' }],
    ['a long reason', { reason: '長'.repeat(301) }, { reason: 'long' }],
    ['days in the wrong order', { lastDay: '2026-11-30' }, { lastDay: 'order' }],
    ['one day', { lastDay: '2026-12-01' }, {}],
    ['366 days', { lastDay: '2027-12-01' }, {}],
    ['367 days', { lastDay: '2027-12-02' }, { lastDay: 'length' }],
    ['no hours', { weekly: [] }, { weekly: 'missing' }],
    [
      'hours that end before they begin',
      { weekly: [{ weekday: 1, from: '22:00', until: '06:00' }] },
      { weekly: 'hours' },
    ],
    ['hours until midnight', { weekly: [{ weekday: 1, from: '22:00', until: '24:00' }] }, {}],
    ['an hour that is none', { weekly: [{ weekday: 1, from: '8:00', until: '12:00' }] }, { weekly: 'hours' }],
    [
      'hours that meet each other',
      { weekly: [wednesday, { weekday: 3, from: '16:00', until: '18:00' }] },
      { weekly: 'meets' },
    ],
    ['hours one after the other', { weekly: [wednesday, { weekday: 3, from: '17:00', until: '18:00' }] }, {}],
    ['too many ranges', { weekly: Array.from({ length: 29 }, () => wednesday) }, { weekly: 'many' }],
  ])('%s', (_, changes, faults) => expect(faultsOf({ ...complete, ...changes }, 'physician')).toEqual(faults))

  it('of an empty one everything is missing but the pharmacist’s case, which only a pharmacist has', () => {
    const missing = { registration: 'missing', institution: 'missing', kind: 'missing', firstDay: 'missing' }
    expect(faultsOf(emptyContent, undefined)).toEqual({
      ...missing,
      lastDay: 'missing',
      weekly: 'missing',
      reason: 'missing',
    })
    expect(faultsOf(complete, 'pharmacist')).toEqual({ pharmacistCase: 'missing' })
  })

  it('已完成申辦流程 grows with what is filled in and with what others did', () => {
    const at = (state: Parameters<typeof progressOf>[0]['state'], content = complete, consentsMissing = 1) =>
      progressOf({ state, faults: faultsOf(content, 'physician'), consentsMissing })
    expect([
      at('draft', emptyContent),
      at('draft', { ...complete, reason: '' }),
      at('draft'),
      at('submitted'),
      at('reviewing', complete, 0),
      at('approved'),
      at('changing'),
      at('change-reviewing', complete, 0),
    ]).toEqual([0, 43, 57, 71, 86, 100, 57, 86])
  })
})

describe('hours in common', () => {
  const schedule = { firstDay: '2026-12-01', lastDay: '2026-12-31', weekly: [wednesday] }
  it.each<[string, Parameters<typeof commonHours>[1], readonly WeeklyHours[]]>([
    [
      'a part of them',
      { ...schedule, weekly: [{ weekday: 3, from: '16:00', until: '20:00' }] },
      [{ weekday: 3, from: '16:00', until: '17:00' }],
    ],
    ['another day of the week', { ...schedule, weekly: [{ ...wednesday, weekday: 4 }] }, []],
    ['days in common without a Wednesday', { ...schedule, firstDay: '2026-12-31', lastDay: '2027-01-31' }, []],
    ['days in common with one Wednesday', { ...schedule, firstDay: '2026-12-30', lastDay: '2027-01-31' }, [wednesday]],
    ['no end', { ...schedule, lastDay: null }, [wednesday]],
    ['an earlier end', { ...schedule, firstDay: '2026-01-01', lastDay: '2026-11-30' }, []],
  ])('%s', (_, other, hours) => {
    expect(commonHours(schedule, other)).toEqual(hours)
    expect(commonHours(other, schedule)).toEqual(hours)
  })

  it('two schedules without an end have every day of the week', () => {
    const endless = { ...schedule, lastDay: null }
    expect(commonHours(endless, endless)).toEqual([wednesday])
  })
})

it('two versions differ in the fields that were changed; the order of hours is no change', () => {
  const weekly: WeeklyHours[] = [{ weekday: 5, from: '08:00', until: '12:00' }, wednesday]
  expect(changedFields({ ...complete, weekly }, { ...complete, weekly: weekly.toReversed() })).toEqual([])
  expect(changedFields(complete, { ...complete, weekly, reason: '改', lastDay: '2027-01-01' })).toEqual([
    'lastDay',
    'weekly',
    'reason',
  ])
})

it.each([
  ['3501999018', 'TPE'],
  ['0936060016', 'TXG'],
  ['2345010000', 'HUA'],
  ['3599000000', undefined],
])('an institution %s is in %s', (code, county) => expect(countyOfCode(code)).toBe(county))
