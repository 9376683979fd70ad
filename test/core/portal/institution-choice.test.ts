import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import {
  type AssignedRole,
  type HolderFacts,
  type InstitutionFacts,
  requireChoices,
  type SignInFacts,
} from '../../../core/portal/institution-choice.ts'

const institution = (code: string, name: string, changes: Partial<InstitutionFacts> = {}): InstitutionFacts => ({
  code,
  name,
  contracted: true,
  filesThrough: null,
  ...changes,
})
const a = institution('3501999018', 'A')
const b = institution('5901999027', 'B', { filesThrough: a.code })
const c = institution('2301999040', 'C')
const closed = institution('0901999031', 'closed', { contracted: false })

const person = (...assignments: Extract<HolderFacts, { kind: 'person' }>['assignments']): HolderFacts => ({
  kind: 'person',
  assignments,
})
const ccid: SignInFacts = { platform: 'vpn', cardType: 'moica', reader: 'ccid', institutionOnCard: null }

describe('which institution, without a SAM', () => {
  it.each<[string, HolderFacts, SignInFacts, { code: string; roles: string[] }[]]>([
    [
      "an institution's card: its own, as representative",
      { kind: 'institution', institution: a },
      { ...ccid, cardType: 'hca-institution', institutionOnCard: a.code },
      [{ code: a.code, roles: ['representative'] }],
    ],
    [
      "an institution's card that carries no code: the enrolled one",
      { kind: 'institution', institution: a },
      { ...ccid, cardType: 'moeaca' },
      [{ code: a.code, roles: ['representative'] }],
    ],
    [
      'a person assigned to one: that one, with the union of the roles',
      person({ institution: a, role: 'manager' }, { institution: a, role: 'user' }),
      ccid,
      [{ code: a.code, roles: ['manager', 'user'] }],
    ],
    [
      'a person assigned to several: all of them',
      person({ institution: a, role: 'user' }, { institution: b, role: 'manager' }),
      ccid,
      [
        { code: a.code, roles: ['user'] },
        { code: b.code, roles: ['manager'] },
      ],
    ],
    [
      'a person: an institution without contract is no choice',
      person({ institution: a, role: 'user' }, { institution: closed, role: 'user' }),
      ccid,
      [{ code: a.code, roles: ['user'] }],
    ],
  ])('%s', (_rule, facts, signIn, expected) => {
    expect(requireChoices(facts, signIn)).toMatchObject(expected)
  })

  it.each<[string, HolderFacts, SignInFacts, ErrorCode, object]>([
    ['a person assigned nowhere', person(), ccid, 'ERR_LOGIN_NOT_ASSIGNED', { institution: '－' }],
    [
      'the same on the Internet platform, in its own words',
      person(),
      { ...ccid, platform: 'internet' },
      'ERR_LOGIN_NOT_ASSIGNED_INTERNET',
      { institution: '－' },
    ],
    [
      'a person assigned only where nobody is contracted',
      person({ institution: closed, role: 'user' }),
      ccid,
      'ERR_LOGIN_NOT_CONTRACTED',
      { institution: closed.code },
    ],
    [
      "an institution's card without contract",
      { kind: 'institution', institution: closed },
      { ...ccid, institutionOnCard: closed.code },
      'ERR_LOGIN_NOT_CONTRACTED',
      { institution: closed.code },
    ],
    [
      "an institution's card whose code is not the enrolled one",
      { kind: 'institution', institution: a },
      { ...ccid, institutionOnCard: b.code },
      'ERR_LOGIN_ALTERED',
      { field: 'institution' },
    ],
    [
      'any card in an NHI reader whose SAM did not take part',
      person({ institution: a, role: 'user' }),
      { ...ccid, reader: 'nhi' },
      'ERR_READER_SAM_NOT_AUTHENTICATED',
      {},
    ],
  ])('refuses %s', (_rule, facts, signIn, code, details) => {
    expect(() => requireChoices(facts, signIn)).toThrow(expect.objectContaining({ code }))
    if (Object.keys(details).length > 0) {
      expect(() => requireChoices(facts, signIn)).toThrow(expect.objectContaining({ details }))
    }
  })
})

describe('which institution, with a SAM (mission/01, rule 3)', () => {
  type Assigned = readonly (readonly [InstitutionFacts, AssignedRole])[]
  const choicesOf = (assigned: Assigned, sam: InstitutionFacts, changes: Partial<SignInFacts> = {}) =>
    requireChoices(person(...assigned.map(([institution, role]) => ({ institution, role }))), {
      ...ccid,
      cardType: 'hca-personnel',
      reader: 'nhi',
      sam,
      ...changes,
    }).map(({ name, roles }) => `${name} ${roles.join('+')}`)

  it.each<[string, Assigned, string[]]>([
    ['A only: straight in as A', [[a, 'user']], ['A user']],
    [
      'A and B: drop-down with A and B',
      [
        [a, 'user'],
        [b, 'user'],
      ],
      ['A user', 'B user'],
    ],
    [
      'A, B and C: drop-down with A and B, C never shows',
      [
        [a, 'user'],
        [b, 'manager'],
        [c, 'user'],
      ],
      ['A user', 'B manager'],
    ],
    ['B only: straight in as B', [[b, 'manager']], ['B manager']],
    [
      'A and C: straight in as A, C never shows',
      [
        [a, 'user'],
        [c, 'manager'],
      ],
      ['A user'],
    ],
    [
      'manager and user of A: as a user only',
      [
        [a, 'manager'],
        [a, 'user'],
      ],
      ['A user'],
    ],
  ])('SAM of B, which files through A; assigned at %s', (_rule, assigned, expected) => {
    expect(choicesOf(assigned, b)).toEqual(expected)
  })

  it.each<[string, Assigned]>([
    ['manager but not user of A: not as A', [[a, 'manager']]],
    ['C only', [[c, 'user']]],
    ['nowhere', []],
  ])('SAM of B, which files through A; %s: not assigned, and B is named', (_rule, assigned) => {
    expect(() => choicesOf(assigned, b)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_NOT_ASSIGNED', details: { institution: b.code } }),
    )
  })

  it('SAM of A, assigned at A: straight in as A; B, which files through A, is not reached', () => {
    expect(
      choicesOf(
        [
          [a, 'user'],
          [b, 'user'],
        ],
        a,
      ),
    ).toEqual(['A user'])
  })

  it('the same with a cloud SAM beside a chip-card reader', () => {
    expect(
      choicesOf(
        [
          [a, 'user'],
          [b, 'user'],
          [c, 'user'],
        ],
        b,
        { cardType: 'nhi', reader: 'ccid' },
      ),
    ).toEqual(['A user', 'B user'])
  })

  it('an NHI card without a SAM is refused in either reader', () => {
    for (const reader of ['nhi', 'ccid'] as const) {
      expect(() =>
        requireChoices(person({ institution: a, role: 'user' }), { ...ccid, cardType: 'nhi', reader }),
      ).toThrow(expect.objectContaining({ code: 'ERR_READER_SAM_NOT_AUTHENTICATED' }))
    }
  })

  it("an institution's card beside its own SAM is in; beside another's both codes are shown", () => {
    const facts: HolderFacts = { kind: 'institution', institution: a }
    const signIn = { ...ccid, cardType: 'hca-institution', reader: 'nhi', institutionOnCard: a.code } as const
    expect(requireChoices(facts, { ...signIn, sam: a })).toMatchObject([{ code: a.code, roles: ['representative'] }])
    expect(() => requireChoices(facts, { ...signIn, sam: b })).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_INSTITUTION_MISMATCH', details: { card: a.code, sam: b.code } }),
    )
  })
})

it('who has a staff post may be assigned nowhere', () => {
  expect(requireChoices(person(), ccid, true)).toEqual([])
})

describe('in the support-reporting system', () => {
  const there: SignInFacts = { ...ccid, platform: 'support' }

  it('whom nobody assigned signs in all the same, for no institution', () => {
    expect(requireChoices(person(), there)).toEqual([])
  })

  it('an institution without a contract is as good as any', () => {
    const facts: HolderFacts = { kind: 'institution', institution: closed }
    const signIn: SignInFacts = { ...there, cardType: 'hca-institution', institutionOnCard: closed.code }
    expect(requireChoices(facts, signIn)).toEqual([{ code: closed.code, name: 'closed', roles: ['representative'] }])
  })
})
