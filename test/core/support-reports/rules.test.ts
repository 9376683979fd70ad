import { describe, expect, it } from 'vitest'
import {
  overlapsOf,
  type Registration,
  reviewOf,
  rulesFor,
  rulesOfWeight,
  type SupportFacts,
  supportRule,
  type SupportRule,
  supportRuleCodes,
} from '../../../core/support-reports/rules.ts'

const registration: Registration = {
  profession: 'physician',
  institution: '3501999018',
  institutionType: 'clinic',
  county: 'TPE',
  isMain: true,
  firstDay: '2020-01-01',
  lastDay: null,
  suspended: null,
  weekly: [{ weekday: 1, from: '09:00', until: '12:00' }],
}

const right: SupportFacts = {
  today: '2026-11-30',
  registration,
  registrations: 1,
  kind: 'scheduled',
  pharmacistCase: null,
  keepsFirstDay: false,
  supported: { code: '0901999031', county: 'TPE' },
  schedule: {
    firstDay: '2026-12-01',
    lastDay: '2027-05-31',
    weekly: [{ weekday: 3, from: '14:00', until: '17:00' }],
  },
  others: [],
}

const with_ = (changes: Partial<SupportFacts>, of: Partial<Registration> = {}): SupportFacts => ({
  ...right,
  ...changes,
  registration: { ...registration, ...of },
})
const pharmacist = { profession: 'pharmacist', institutionType: 'pharmacy' } as const
const atHours = (weekday: 1 | 3, from: string, until: string) => ({
  schedule: { ...right.schedule, weekly: [{ weekday, from, until }] },
})
const other = { number: 'R1', firstDay: '2026-12-01', lastDay: '2026-12-31' }

/** Of each law: what it applies to, and the nearest that it does not apply to. */
const laws: Readonly<
  Record<
    SupportRule,
    { yes: readonly (readonly [string, SupportFacts])[]; no: readonly (readonly [string, SupportFacts])[] }
  >
> = {
  'another-institution': {
    yes: [['the own institution', with_({ supported: { code: '3501999018', county: 'TPE' } })]],
    no: [['another one', right]],
  },
  'before-it-begins': {
    yes: [
      ['the day itself', with_({ today: '2026-12-01' })],
      ['a day that is over', with_({ today: '2026-12-02' })],
    ],
    no: [
      ['the day before', right],
      ['a change that leaves the day as it was approved', with_({ today: '2026-12-24', keepsFirstDay: true })],
    ],
  },
  registered: {
    yes: [
      ['a registration that begins later', with_({}, { firstDay: '2026-12-02' })],
      ['one that ends earlier', with_({}, { lastDay: '2027-05-30' })],
    ],
    no: [['one that lasts as long', with_({}, { firstDay: '2026-12-01', lastDay: '2027-05-31' })]],
  },
  suspended: {
    yes: [
      ['a suspension that is under way', with_({}, { suspended: { firstDay: '2026-11-01', lastDay: null } })],
      ['its last day', with_({}, { suspended: { firstDay: '2026-11-01', lastDay: '2026-12-01' } })],
      ['one that begins within the period', with_({}, { suspended: { firstDay: '2027-05-31', lastDay: null } })],
    ],
    no: [
      ['one that ended the day before', with_({}, { suspended: { firstDay: '2026-11-01', lastDay: '2026-11-30' } })],
      ['one that begins afterwards', with_({}, { suspended: { firstDay: '2027-06-01', lastDay: null } })],
    ],
  },
  'pharmacist-place': {
    yes: [['a pharmacist at a laboratory', with_({}, { ...pharmacist, institutionType: 'laboratory' })]],
    no: [
      ['at a pharmacy', with_({}, pharmacist)],
      ['another profession there', with_({}, { institutionType: 'laboratory' })],
    ],
  },
  'pharmacist-case': {
    yes: [['a pharmacist without a case', with_({}, pharmacist)]],
    no: [
      ['of addiction', with_({ pharmacistCase: 'addiction' }, pharmacist)],
      ['of outreach', with_({ pharmacistCase: 'outreach' }, pharmacist)],
      ['of care', with_({ pharmacistCase: 'care' }, pharmacist)],
      ['of a remote area', with_({ pharmacistCase: 'remote' }, pharmacist)],
      ['of public need', with_({ pharmacistCase: 'public-need' }, pharmacist)],
      ['a nurse', with_({}, { profession: 'nurse' })],
    ],
  },
  'main-registration': {
    yes: [['another than the main one', with_({ registrations: 2 }, { isMain: false })]],
    no: [
      ['the main one of two', with_({ registrations: 2 })],
      ['the only one', with_({}, { isMain: false })],
    ],
  },
  'overlap-report': {
    yes: [
      [
        'hours of another report',
        with_({ others: [{ ...other, weekly: [{ weekday: 3, from: '16:59', until: '18:00' }] }] }),
      ],
    ],
    no: [
      ['hours after it', with_({ others: [{ ...other, weekly: [{ weekday: 3, from: '17:00', until: '18:00' }] }] })],
      [
        'another period',
        with_({ others: [{ ...other, firstDay: '2027-06-01', lastDay: '2027-07-01', weekly: right.schedule.weekly }] }),
      ],
    ],
  },
  'overlap-own': {
    yes: [['hours of the own practice', with_(atHours(1, '11:30', '13:00'))]],
    no: [['hours after it', with_(atHours(1, '12:00', '13:00'))]],
  },
  'doctor-elsewhere': {
    yes: [
      ['a physician', right],
      ['a dentist', with_({}, { profession: 'dentist' })],
      ['a doctor of Chinese medicine', with_({}, { profession: 'chinese-medicine' })],
    ],
    no: [['a nurse', with_({}, { profession: 'nurse' })]],
  },
  'doctor-department': {
    yes: [['a doctor by a fixed schedule', right]],
    no: [['a consultation', with_({ kind: 'consultation' })]],
  },
  'nurse-elsewhere': {
    yes: [['a nurse', with_({}, { profession: 'nurse' })]],
    no: [['a physician', right]],
  },
  'physiotherapist-elsewhere': {
    yes: [['a physiotherapist', with_({}, { profession: 'physiotherapist' })]],
    no: [['a physician', right]],
  },
  unscheduled: {
    yes: [
      ['a consultation', with_({ kind: 'consultation' })],
      ['support without a schedule', with_({ kind: 'unscheduled' })],
    ],
    no: [['a fixed schedule', right]],
  },
  'cross-county': {
    yes: [['another county', with_({ supported: { code: '0901999031', county: 'TXG' } })]],
    no: [['the same county', right]],
  },
}

describe('the law', () => {
  for (const rule of supportRuleCodes) {
    const { article } = supportRule(rule)
    describe(`${rule} (${article.zhTW})`, () => {
      it.each(laws[rule].yes)('applies to %s', (_, facts) => expect(rulesFor(facts)).toContain(rule))
      it.each(laws[rule].no)('does not apply to %s', (_, facts) => expect(rulesFor(facts)).not.toContain(rule))
    })
  }

  it('lets a right report be sent without a warning', () => {
    expect(rulesOfWeight(rulesFor(right), 'refuses')).toEqual([])
    expect(rulesOfWeight(rulesFor(right), 'warns')).toEqual([])
  })

  it('says which hours meet which report', () => {
    const weekly = [{ weekday: 3, from: '16:00', until: '18:00' }] as const
    expect(overlapsOf(with_({ others: [{ ...other, weekly }] }))).toEqual({
      own: [],
      others: [{ number: 'R1', hours: [{ weekday: 3, from: '16:00', until: '17:00' }] }],
    })
  })

  it('the county of practice decides, and the other gets a copy', () => {
    expect(reviewOf('TPE', 'TXG')).toEqual({ reviewer: 'TPE', copies: ['TXG'] })
    expect(reviewOf('TPE', 'TPE')).toEqual({ reviewer: 'TPE', copies: [] })
  })
})
