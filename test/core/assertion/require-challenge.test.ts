import { describe, expect, it } from 'vitest'
import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { isVersionAtLeast } from '../../../core/assertion/extension-version.ts'
import { requireChallenge } from '../../../core/assertion/require-challenge.ts'
import { challenge, claims, confirm, portal } from './sample.ts'

const judge = (change: Partial<LoginClaims>) => () => requireChallenge({ ...claims, ...change }, challenge, portal)

describe('claims against the challenge', () => {
  it('that are its own pass', () => {
    expect(judge({})).not.toThrow()
  })

  it('signed for another site name that site', () => {
    expect(judge({ origin: 'https://evil.example' })).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_ORIGIN', details: { origin: 'https://evil.example' } }),
    )
  })

  it.each<[string, Partial<LoginClaims>]>([
    ['aud', { aud: 'https://other.example' }],
    ['purpose', { purpose: 'confirm' }],
    ['nonce', { nonce: 'X'.repeat(43) }],
    ['jti', { jti: 'X'.repeat(22) }],
    ['iat', { iat: challenge.iat + 1 }],
    ['exp', { exp: challenge.exp + 3600 }],
    ['cnf', { cnf: { jkt: 'X'.repeat(43) } }],
    ['cardType', { cardType: 'gca-unit' }],
  ])('with another %s were altered', (field, change) => {
    expect(judge(change)).toThrow(expect.objectContaining({ code: 'ERR_LOGIN_ALTERED', details: { field } }))
  })

  describe('of a confirmation', () => {
    const asked = { ...challenge, purpose: 'confirm', confirm } as const
    const judgeConfirming = (change: Partial<LoginClaims>) => () =>
      requireChallenge({ ...claims, purpose: 'confirm', confirm, ...change }, asked, portal)

    it('that are its own pass', () => {
      expect(judgeConfirming({})).not.toThrow()
    })

    it.each<[string, Partial<LoginClaims>]>([
      ['purpose', { purpose: 'login' }],
      ['confirm.action', { confirm: { ...confirm, action: 'revoke-module' } }],
      ['confirm.subject', { confirm: { ...confirm, subject: 'another' } }],
      ['confirm.words', { confirm: { ...confirm, words: '續約' } }],
    ])('with another %s than the window was to show were altered', (field, change) => {
      expect(judgeConfirming(change)).toThrow(
        expect.objectContaining({ code: 'ERR_LOGIN_ALTERED', details: { field } }),
      )
    })
  })

  it('from an extension older than allowed ask for a newer one', () => {
    expect(judge({ ext: { ...claims.ext, version: '1.3.9' } })).toThrow(
      expect.objectContaining({ code: 'ERR_BRIDGE_OUTDATED', details: { version: '1.3.9', minimum: '1.4.0' } }),
    )
  })

  it('versions compare by number, part by part', () => {
    expect(isVersionAtLeast('1.10', '1.9.9')).toBe(true)
    expect(isVersionAtLeast('1.4', '1.4.0')).toBe(true)
    expect(isVersionAtLeast('1.4.0.0', '1.4.0.1')).toBe(false)
    expect(isVersionAtLeast('2', '10')).toBe(false)
  })
})
