import { describe, expect, it } from 'vitest'
import { cardTypeCodes } from '../../../core/cards/card-types.ts'
import type { Powers } from '../../../core/portal/authorize.ts'
import { acrValues, mayEnter, servicesWithin, signInMethod } from '../../../core/portal/single-sign-on.ts'

const user: Powers = {
  platform: 'vpn',
  personName: '林示範',
  cardType: 'hca-personnel',
  institution: { code: '3501999018', roles: ['user'] },
  services: ['A.01', 'A.07'],
  posts: [],
}

describe('a system is open to', () => {
  it('who may use an entry of it, above or below the one that is registered', () => {
    for (const entry of ['A', 'A.07', 'A.07.01'] as const) expect(mayEnter([entry], user)).toBe(true)
    expect(mayEnter(['B', 'A.07'], user)).toBe(true)
    expect(mayEnter(['B', 'A.03'], user)).toBe(false)
  })
  it('nobody without an institution, whatever was granted', () => {
    expect(mayEnter(['A.07'], { ...user, institution: null })).toBe(false)
  })
  it('who has lost the service no more', () => {
    expect(mayEnter(['A.07'], { ...user, services: ['A.01'] })).toBe(false)
  })
})

it('a system learns of the services that are its own, and of no other', () => {
  expect(servicesWithin(['A.07'], user.services)).toEqual(['A.07'])
  expect(servicesWithin(['A.02'], user.services)).toEqual(['A.01'])
  expect(servicesWithin(['B'], user.services)).toEqual([])
})

it('each way to sign in has a name of its own, and it is announced', () => {
  const names = [...cardTypeCodes, null].map((cardType) => signInMethod(cardType).acr)
  expect(new Set(names).size).toBe(names.length)
  expect(acrValues).toEqual(names)
  expect(signInMethod(null).amr).toEqual(['pwd'])
  expect(signInMethod('moica').amr).toEqual(['sc', 'pin'])
  expect(signInMethod('nhi').amr).toEqual(['pwd', 'hwk'])
})
