import { expect, it } from 'vitest'
import { isSameName } from '../../../core/portal/same-name.ts'

it.each([
  ['林示範', '林 示範'],
  ['林示範', '林　示範 '],
  ['Ｌｉｎ Ｄｅｍｏ', 'lin demo'],
])('%s and %s are one name', (one, other) => expect(isSameName(one, other)).toBe(true))

it.each([
  ['林示範', '林示'],
  ['台示範', '臺示範'],
])('%s and %s are two', (one, other) => expect(isSameName(one, other)).toBe(false))
