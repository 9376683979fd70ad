import { expect, it } from 'vitest'
import { actionCodes, actionRow } from '../../../core/portal/actions.ts'
import { entryOfPage, isElsewhere, pageOfEntry } from '../../../core/protocol/entry-pages.ts'
import { pagePaths, pageRow } from '../../../core/protocol/pages.ts'

it('an entry and its page lead to each other', () => {
  for (const path of pagePaths) {
    const entry = entryOfPage(path)
    if (entry) expect(pageOfEntry(entry)).toBe(path)
  }
  expect(pageOfEntry('O.02.01')).toBe('/organizations/services')
  expect(pageOfEntry('A.01.03')).toBe('/organizations/vendors')
})

it('an entry that has others below it, or is another system’s, has no page', () => {
  for (const code of ['A', 'A.01', 'A.01.07', 'E', 'O', 'O.02'] as const) expect(pageOfEntry(code)).toBeUndefined()
})

it('an action that stands in the menu has its page here', () => {
  const withPage = pagePaths.map((path) => pageRow(path).action)
  for (const action of actionCodes) if (actionRow(action).entry) expect(withPage).toContain(action)
})

it('only functions are other systems’: the pages of the two layers above are the portal’s', () => {
  const codes = ['A', 'A.01', 'E', 'A.01.03', 'A.01.07'] as const
  expect(codes.filter(isElsewhere)).toEqual(['A.01.07'])
})
