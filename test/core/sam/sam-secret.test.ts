import { describe, expect, it } from 'vitest'
import { formatSamSecret, parseSamSecret } from '../../../core/sam/sam-secret.ts'

const secrets = [new Uint8Array(16), new Uint8Array(16).fill(0xff), Uint8Array.from({ length: 16 }, (_, i) => i * 17)]

describe('the opening code', () => {
  it.each(secrets.map((secret) => ({ secret })))('is read as it was shown: $secret', ({ secret }) => {
    const text = formatSamSecret(secret)
    expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(parseSamSecret(text)).toEqual(secret)
  })

  it('is read however it is typed: small letters, spaces, and letters that look like digits', () => {
    const secret = new Uint8Array(16)
    const text = formatSamSecret(secret)
    expect(text).toContain('0000')
    expect(parseSamSecret(` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `)).toEqual(secret)
  })

  it('any one letter typed wrong is told before it is tried', () => {
    const text = formatSamSecret(secrets[2] ?? new Uint8Array(16)).replaceAll('-', '')
    for (let at = 0; at < text.length; at++) {
      const other = text.charAt(at) === '7' ? '8' : '7'
      const typed = text.slice(0, at) + other + text.slice(at + 1)
      expect(() => parseSamSecret(typed), typed).toThrow(expect.objectContaining({ code: 'ERR_SAM_SECRET_FORM' }))
    }
  })

  it.each(['', '1234', 'U'.repeat(28), '0'.repeat(27), '0'.repeat(29), '示範'.repeat(14), '😀'.repeat(14)])(
    '%o is none',
    (text) => expect(() => parseSamSecret(text)).toThrow(expect.objectContaining({ code: 'ERR_SAM_SECRET_FORM' })),
  )
})
