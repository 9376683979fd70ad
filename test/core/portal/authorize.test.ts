import { describe, expect, it } from 'vitest'
import { type Action, actionCodes } from '../../../core/portal/actions.ts'
import { authorize, openFunctions, type Powers } from '../../../core/portal/authorize.ts'
import type { CatalogueCode } from '../../../core/portal/catalogue.ts'
import { staffRoleCodes, staffRoles } from '../../../core/portal/staff-roles.ts'

const nobody: Powers = {
  platform: 'vpn',
  personName: null,
  cardType: 'moica',
  institution: null,
  services: [],
  posts: [],
}
const at = (...roles: ('representative' | 'manager' | 'user')[]): Powers => ({
  ...nobody,
  institution: { code: '3501999018', roles },
})
const allowed = (powers: Powers): Action[] => actionCodes.filter((action) => authorize(action, powers))

describe('what each role may do', () => {
  it.each<[string, Powers, Action[]]>([
    ['who is nowhere', nobody, []],
    [
      'a representative',
      at('representative'),
      ['maintain-managers', 'remove-manager', 'reset-manager-password', 'read-history', 'download-data'],
    ],
    [
      'a manager',
      at('manager'),
      [
        'reset-user-password',
        'apply-services',
        'maintain-users',
        'grant-services',
        'request-internet-data',
        'read-history',
        'download-data',
      ],
    ],
    ['a user', at('user'), ['download-data']],
    ['a user with A.01.03', { ...at('user'), services: ['A.01.03'] }, ['permit-vendors', 'download-data']],
    [
      'the same on the Internet platform',
      { ...at('user'), platform: 'internet', services: ['A.01.03'] },
      ['download-data'],
    ],
    ['a manager with A.01.03 who is no user', { ...at('manager'), services: [] }, allowed(at('manager'))],
  ])('%s', (_who, powers, expected) => {
    expect(allowed(powers)).toEqual(expected)
  })

  it('one person with several roles has the union', () => {
    expect(allowed(at('representative', 'manager', 'user')).toSorted()).toEqual(
      [...new Set([...allowed(at('representative')), ...allowed(at('manager')), ...allowed(at('user'))])].toSorted(),
    )
  })

  it('a post in the back office gives nothing at an institution, and no role there gives anything in the back office', () => {
    for (const role of staffRoleCodes) {
      for (const action of allowed({ ...nobody, posts: [{ role, area: 'eastern' }] })) {
        expect(authorize(action, at('representative', 'manager', 'user'))).toBeUndefined()
      }
    }
  })

  it('the back office opens to a card alone: whoever came by 一般登入 holds no post', () => {
    const posts = [{ role: 'administrator', area: 'everywhere' }] as const
    expect(allowed({ ...nobody, posts })).toContain('search-audit')
    expect(allowed({ ...nobody, cardType: null, posts })).toEqual([])
  })

  it('a division’s colleague has the division alone; everywhere wins over an area', () => {
    const division = { role: 'division', area: 'eastern' } as const
    expect(staffRoles.division.area).toBe('division')
    expect(authorize('maintain-institutions', { ...nobody, posts: [division] })).toEqual({
      kind: 'areas',
      areas: ['eastern'],
    })
    const both = [division, { role: 'information', area: 'everywhere' } as const]
    expect(authorize('maintain-institutions', { ...nobody, posts: both })).toMatchObject({ areas: 'everywhere' })
  })
})

describe('the menu', () => {
  it.each<[string, Powers, CatalogueCode[]]>([
    ['a representative', at('representative'), ['O.01.01']],
    ['a manager', at('manager'), ['O.02.01', 'O.02.02', 'O.02.03']],
    ['a user of nothing', at('user'), []],
    ['a user of A.07', { ...at('user'), services: ['A.07'] }, ['A.07.01', 'A.07.02']],
    ['a user of a category without known functions', { ...at('user'), services: ['E'] }, ['E']],
    [
      'who is manager and user',
      { ...at('manager', 'user'), services: ['A.03'] },
      ['A.03.01', 'A.03.02', 'A.03.03', 'A.03.04', 'A.03.05', 'O.02.01', 'O.02.02', 'O.02.03'],
    ],
  ])('of %s', (_who, powers, expected) => {
    expect(openFunctions(powers)).toEqual(expected)
  })

  it('預檢醫療費用申報 comes with 醫療費用申報; A.01.03 is granted for itself', () => {
    const claims = openFunctions({ ...at('user'), services: ['A.01'] })
    expect(claims.filter((code) => code.startsWith('A.02'))).toHaveLength(4)
    expect(claims.filter((code) => code.startsWith('A.01'))).toHaveLength(13)
    expect(claims).not.toContain('A.01.03')
    expect(openFunctions({ ...at('user'), services: ['A.01.03'] })).toEqual(['A.01.03'])
  })
})
