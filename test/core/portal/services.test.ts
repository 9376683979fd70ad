import { expect, it } from 'vitest'
import { catalogueCodes, entriesBelow, parentOf } from '../../../core/portal/catalogue.ts'
import { institutionTypeCodes } from '../../../core/portal/institution-types.ts'
import { functionsOf, serviceCodes, servicesFor } from '../../../core/portal/services.ts'

it('the catalogue has the fifteen categories A to O, and every entry below one', () => {
  expect(entriesBelow().join('')).toBe('ABCDEFGHIJKLMNO')
  for (const code of catalogueCodes) expect([code, parentOf(code) !== undefined]).toEqual([code, code.includes('.')])
})

it('every function outside 機構授權作業 is opened by exactly one service', () => {
  const opened = serviceCodes.flatMap(functionsOf).toSorted()
  const functions = catalogueCodes.filter((code) => entriesBelow(code).length === 0 && !code.startsWith('O'))
  expect(opened).toEqual(functions.toSorted())
})

it('預檢醫療費用申報 is never applied for on its own', () => {
  for (const type of institutionTypeCodes) expect(servicesFor(type, 'vpn')).not.toContain('A.02')
})

it('an institution is offered what its kind may apply for, on the platform it signed in to', () => {
  expect(servicesFor('chinese-medicine-clinic', 'vpn')).toContain('A.04')
  expect(servicesFor('pharmacy', 'vpn')).not.toContain('A.04')
  expect(servicesFor('pharmacy', 'vpn')).toContain('J')
  expect(servicesFor('pharmacy', 'internet')).not.toContain('J')
})
