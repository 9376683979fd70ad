import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../core/errors/error-table.ts'
import { type HolderFacts, requireChoices, type SignInFacts } from '../../../server/auth/institution-rules.ts'

const a = { code: '3501999018', name: 'A', contracted: true }
const b = { code: '5901999027', name: 'B', contracted: true }
const closed = { code: '0901999031', name: 'C', contracted: false }

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
