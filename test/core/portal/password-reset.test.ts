import { expect, it } from 'vitest'
import { mayReset, type ResetTarget } from '../../../core/portal/password-reset.ts'

const nobody: ResetTarget = { rolesHere: [], isManagerElsewhere: false, isStaff: false }

it.each<[string, boolean, boolean, Partial<ResetTarget>]>([
  ['nobody of the institution', false, false, {}],
  ['a user', false, true, { rolesHere: ['user'] }],
  ['a manager', true, false, { rolesHere: ['manager'] }],
  ['who is both', true, false, { rolesHere: ['manager', 'user'] }],
  ['a user who is a manager elsewhere', false, false, { rolesHere: ['user'], isManagerElsewhere: true }],
  ['a manager here and elsewhere', true, false, { rolesHere: ['manager'], isManagerElsewhere: true }],
  ['a manager elsewhere alone', false, false, { isManagerElsewhere: true }],
  ['a user of the agency’s people', false, false, { rolesHere: ['user'], isStaff: true }],
  ['a manager of the agency’s people', false, false, { rolesHere: ['manager'], isStaff: true }],
])('%s: by the representative %s, by a manager %s', (_whom, byRepresentative, byManager, changes) => {
  const target = { ...nobody, ...changes }
  expect(mayReset('representative', target)).toBe(byRepresentative)
  expect(mayReset('manager', target)).toBe(byManager)
})
