import { expect, it } from 'vitest'
import { type ModulePart, modulePart } from '../../../core/assertion/module-part.ts'
import type { Purpose } from '../../../core/assertion/claims.ts'
import type { CardType, ReaderKind } from '../../../core/cards/card-types.ts'

it.each<[CardType, ReaderKind, Purpose, ModulePart]>([
  ['nhi', 'nhi', 'login', 'alone'],
  ['nhi', 'ccid', 'login', 'alone'],
  ['hca-personnel', 'nhi', 'login', 'beside'],
  ['hca-institution', 'nhi', 'login', 'beside'],
  ['hca-personnel', 'ccid', 'login', 'none'],
  ['moica', 'ccid', 'login', 'none'],
  ['hca-institution', 'nhi', 'confirm', 'none'],
])('%s in a reader of kind %s, to %s: the module’s part is %s', (cardType, reader, purpose, part) => {
  expect(modulePart({ cardType, reader, purpose })).toBe(part)
})
