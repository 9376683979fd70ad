import { describe, expect, it } from 'vitest'
import { permissionState, vendorMayConnect } from '../../../core/portal/vendor-permissions.ts'

const permission = { from: '2026-06-10', until: '2026-06-20', withdrawn: false }

describe('the state of a permission', () => {
  it.each([
    ['2026-06-09', 'to-come'],
    ['2026-06-10', 'in-force'],
    ['2026-06-20', 'in-force'],
    ['2026-06-21', 'over'],
  ])('on %s is %s', (day, state) => {
    expect(permissionState(permission, day)).toBe(state)
    expect(permissionState({ ...permission, withdrawn: true }, day)).toBe('withdrawn')
  })

  it('of one day alone is in force on that day', () => {
    expect(permissionState({ ...permission, until: '2026-06-10' }, '2026-06-10')).toBe('in-force')
  })
})

describe('whether a vendor may connect', () => {
  it.each([
    // before the cut-over everybody, from it on only within a permission
    ['2026-06-14', [], true],
    ['2026-06-15', [], false],
    ['2026-06-16', [], false],
    ['2026-06-09', [permission], true],
    ['2026-06-15', [permission], true],
    ['2026-06-20', [permission], true],
    ['2026-06-21', [permission], false],
    ['2026-06-15', [{ ...permission, from: '2026-06-16' }], false],
    ['2026-06-16', [{ ...permission, from: '2026-06-16' }], true],
    ['2026-06-14', [{ ...permission, withdrawn: true }], true],
    ['2026-06-15', [{ ...permission, withdrawn: true }], false],
    ['2026-06-15', [{ ...permission, withdrawn: true }, permission], true],
  ] as const)('on %s with %j: %s', (day, permissions, may) => {
    expect(vendorMayConnect(permissions, day, '2026-06-15')).toBe(may)
  })

  it('while no cut-over is set, everybody', () => {
    expect(vendorMayConnect([], '2026-06-16', null)).toBe(true)
  })
})
