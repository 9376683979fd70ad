import { describe, expect, it } from 'vitest'
import {
  announcementEntriesWithin,
  announcementKind,
  announcementKindCodes,
  announcementMoveCodes,
  type AnnouncementReader,
  announcementStateCodes,
  entriesInUse,
  everyone,
  mayMove,
  mayRead,
  missingForRelease,
  publishedSince,
  type ReadableFacts,
  stateOn,
} from '../../../core/portal/announcements.ts'
import { actionRow } from '../../../core/portal/actions.ts'

const today = '2026-11-30'
const released = { stage: 'released', fromDay: '2026-11-30', untilDay: '2026-11-30' } as const

describe('the state', () => {
  it.each([
    ['on its first and last day it is published', released, 'published'],
    ['before its first day it is scheduled', { ...released, fromDay: '2026-12-01', untilDay: null }, 'scheduled'],
    ['after its last day it is withdrawn', { ...released, fromDay: '2026-11-01', untilDay: '2026-11-29' }, 'withdrawn'],
    ['without a last day it stays', { ...released, fromDay: '2001-01-01', untilDay: null }, 'published'],
    ['a draft is one, whatever its days', { ...released, stage: 'draft' as const }, 'draft'],
    ['what was withdrawn is, whatever its days', { ...released, stage: 'withdrawn' as const }, 'withdrawn'],
  ])('%s', (_, times, state) => {
    expect(stateOn(times, today)).toBe(state)
  })

  it('every state has a way on, and no move leads from a state to itself', () => {
    for (const state of announcementStateCodes) {
      expect(announcementMoveCodes.filter((move) => mayMove(move, state))).not.toEqual([])
    }
    expect(mayMove('release', 'published')).toBe(false)
    expect(mayMove('withdraw', 'withdrawn')).toBe(false)
    expect(mayMove('change', 'withdrawn')).toBe(false)
  })

  it('it can be read since its release, or since its first day if that came later', () => {
    const releasedAt = new Date('2026-11-29T10:00:00Z')
    expect(publishedSince({ releasedAt, fromDay: '2026-11-01' })).toEqual(releasedAt)
    expect(publishedSince({ releasedAt, fromDay: '2026-12-01' }).toISOString()).toBe('2026-11-30T16:00:00.000Z')
  })
})

describe('who may read', () => {
  const reader: AnnouncementReader = { type: 'clinic', division: 'taipei', roles: ['user'], entries: ['A', 'A.01'] }
  const facts = (changes: Partial<ReadableFacts>): ReadableFacts => ({
    ...released,
    kind: 'headquarters',
    division: null,
    entry: 'A.01',
    audience: everyone,
    ...changes,
  })
  const aimed = (audience: Partial<ReadableFacts['audience']>, changes = {}) =>
    facts({ audience: { ...everyone, ...audience }, ...changes })

  it('public kinds: everybody, while they are in force', () => {
    for (const kind of ['urgent', 'business', 'system'] as const) {
      expect(mayRead(facts({ kind }), undefined, today)).toBe(true)
      expect(mayRead(facts({ kind, stage: 'draft' }), undefined, today)).toBe(false)
      expect(mayRead(facts({ kind }), undefined, '2026-12-01')).toBe(false)
    }
  })

  it('the others: nobody who is not signed in at an institution', () => {
    expect(mayRead(facts({}), undefined, today)).toBe(false)
    expect(mayRead(facts({ kind: 'division', division: 'taipei' }), undefined, today)).toBe(false)
  })

  it('a division’s: the institutions of that division', () => {
    expect(mayRead(facts({ kind: 'division', division: 'taipei' }), reader, today)).toBe(true)
    expect(mayRead(facts({ kind: 'division', division: 'central' }), reader, today)).toBe(false)
    expect(mayRead(facts({ kind: 'division', division: null }), reader, today)).toBe(false)
  })

  it.each([
    ['everybody', {}, true],
    ['this kind of institution', { types: ['clinic', 'hospital'] as const }, true],
    ['other kinds', { types: ['hospital'] as const }, false],
    ['this division', { divisions: ['taipei'] as const }, true],
    ['another division', { divisions: ['eastern'] as const }, false],
    ['one of the roles held', { roles: ['manager', 'user'] as const }, true],
    ['a role that is not held', { roles: ['manager'] as const }, false],
    ['all but one of these', { types: ['clinic'] as const, roles: ['manager'] as const }, false],
    ['who may use the entry', { entryUsersOnly: true }, true],
  ])('the headquarters’: when meant for %s', (_, audience, may) => {
    expect(mayRead(aimed(audience), reader, today)).toBe(may)
  })

  it('the headquarters’ for users of an entry: not who may use nothing of it', () => {
    expect(mayRead(aimed({ entryUsersOnly: true }, { entry: 'B' }), reader, today)).toBe(false)
    expect(mayRead(aimed({ entryUsersOnly: true }, { entry: null }), reader, today)).toBe(false)
  })

  it('an entry is in use when one of the functions below it is', () => {
    expect(entriesInUse(['A.01.03'])).toEqual(['A', 'A.01'])
    expect(entriesInUse(['E'])).toEqual(['E'])
  })

  it('a category’s page has what is said of it and of its sub-items; a sub-item’s, its own', () => {
    expect(announcementEntriesWithin('B')).toContain('B.07')
    expect(announcementEntriesWithin('A.01')).toEqual(['A.01'])
  })
})

describe('the kinds', () => {
  it('are written by the posts that the table of actions names', () => {
    const writers = announcementKindCodes.map((kind) => {
      const row = actionRow(announcementKind(kind).action)
      return [kind, row.scope === 'areas' ? row.staff : undefined]
    })
    expect(Object.fromEntries(writers)).toEqual({
      urgent: ['information'],
      business: ['headquarters'],
      system: ['information', 'headquarters'],
      headquarters: ['headquarters'],
      division: ['division'],
    })
  })

  it('require nothing that they do not have', () => {
    for (const kind of announcementKindCodes) {
      const { required, fields } = announcementKind(kind)
      expect(required.filter((field) => field !== 'untilDay' && !fields.includes(field))).toEqual([])
    }
  })

  it('are released only when title and what they require is there', () => {
    const none = {
      department: null,
      category: null,
      keyword: '',
      entry: null,
      division: null,
      contactName: '',
      contactPhone: '',
    }
    const missing = (kind: ReadableFacts['kind'], fields = none) =>
      missingForRelease({ kind, titleText: '', untilDay: null, fields })
    expect(missing('urgent')).toEqual(['title', 'untilDay'])
    expect(missing('division')).toEqual(['title', 'category', 'division', 'contactName', 'contactPhone'])
    expect(missingForRelease({ kind: 'urgent', titleText: '停電', untilDay: today, fields: none })).toEqual([])
  })
})
