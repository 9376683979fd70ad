import { expect, it } from 'vitest'
import { catalogueCodes } from '../../../core/portal/catalogue.ts'
import { pageAddress, pageAt, pagePaths, pageRow } from '../../../core/protocol/pages.ts'

it('every page is found at its address, with or without a slash at the end', () => {
  for (const path of pagePaths.filter((path) => !pageRow(path).part)) {
    expect(pageAt(path, pageRow(path).sites?.[0] ?? 'portal')).toEqual({ path, part: '' })
    expect(pageAt(`${path}/`, pageRow(path).sites?.[0] ?? 'portal')).toEqual({ path, part: '' })
  }
})

it('every entry of the catalogue has its address', () => {
  for (const part of catalogueCodes) {
    expect(pageAt(pageAddress('/catalogue', part), 'portal')).toEqual({ path: '/catalogue', part })
  }
})

it.each(['/nowhere', '/home/more', '/toString', '/__proto__', '/catalogue', '/catalogue/a', '/catalogue/A.02/A'])(
  '%s is no page',
  (path) => expect(pageAt(path, 'portal')).toBeUndefined(),
)
