import { expect, it } from 'vitest'
import { authorize, openFunctions } from '../../../core/portal/authorize.ts'
import { catalogueCodes, entriesBelow } from '../../../core/portal/catalogue.ts'
import { menuOf, wayTo } from '../../../core/portal/menu.ts'
import type { Role } from '../../../core/portal/roles.ts'
import type { ServiceCode } from '../../../core/portal/services.ts'

const powers = (roles: Role[], services: ServiceCode[] = []) => ({
  platform: 'vpn' as const,
  personName: '林示範',
  cardType: 'hca-personnel' as const,
  institution: { code: '3501999018', roles },
  services,
  posts: [],
})

/** Codes of what is open, indented by layer. */
const shown = (entries: ReturnType<typeof menuOf>): string[] =>
  entries.flatMap(({ code, isOpen, below }) => (isOpen ? [code, ...shown(below)] : []))

it('every category stands in the menu, whatever may be used', () => {
  for (const open of [[], ['A.02.01'], catalogueCodes] as const) {
    expect(menuOf(open).map(({ code }) => code)).toEqual(entriesBelow())
  }
})

it('a category in which nothing may be done is closed and has nothing below it', () => {
  const entries = menuOf(['A.02.01'])
  expect(entries.filter(({ isOpen }) => isOpen).map(({ code }) => code)).toEqual(['A'])
  for (const entry of entries.slice(1)) expect(entry).toMatchObject({ isOpen: false, below: [] })
})

it('layers 2 and 3 hold only what may be used', () => {
  expect(shown(menuOf(['A.02.01', 'A.02.03', 'O.02.01']))).toEqual([
    'A',
    'A.02',
    'A.02.01',
    'A.02.03',
    'O',
    'O.02',
    'O.02.01',
  ])
})

it('a category that is known by its name alone is an entry of its own', () => {
  expect(menuOf(['E']).find(({ code }) => code === 'E')).toEqual({ code: 'E', isOpen: true, below: [] })
})

it('a representative’s menu, a manager’s, and a user’s with services', () => {
  expect(shown(menuOf(openFunctions(powers(['representative']))))).toEqual(['O', 'O.01', 'O.01.01'])
  expect(shown(menuOf(openFunctions(powers(['manager']))))).toEqual(['O', 'O.02', 'O.02.01', 'O.02.02', 'O.02.03'])
  expect(shown(menuOf(openFunctions(powers(['user'], ['A.01.03', 'E']))))).toEqual(['A', 'A.01', 'A.01.03', 'E'])
  expect(authorize('permit-vendors', powers(['user']))).toBeUndefined()
})

it('the way to an entry leads through the entries above it', () => {
  expect(wayTo('A.02.01')).toEqual(['A', 'A.02', 'A.02.01'])
  expect(wayTo('O')).toEqual(['O'])
})
