import { beforeAll, expect, it } from 'vitest'
import type { SamAuthority } from '../../../server/pki/sam-authority.ts'
import { authorityWarnings } from '../../../server/sam/authority-warnings.ts'
import { makeTestAuthority } from './authority-files.ts'

let authority: SamAuthority
beforeAll(async () => {
  authority = await makeTestAuthority()
})
const at = (day: string, of = authority) => authorityWarnings(of, new Date(`${day}T00:00:00Z`))

it('an authority that issues, and goes on to for years, needs no word', () => {
  expect(at('2026-03-02')).toEqual([])
})

it('one that has no issuing key says so', () => {
  expect(at('2026-03-02', { ...authority, issuer: undefined })).toEqual([expect.stringContaining('no issuing key')])
})

it('one whose certificate ends within a year says when, and that it has ended', () => {
  expect(at('2040-02-01')).toEqual([expect.stringContaining('ends on 2041-01-01')])
  expect(at('2041-02-01')).toEqual([expect.stringContaining('has expired (2041-01-01)')])
})
