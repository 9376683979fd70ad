import { describe, expect, it } from 'vitest'
import { toEml } from '../../../server/mail/eml.ts'

const at = new Date('2026-11-30T01:02:03Z')
const mail = { id: 'module-900000000001-90', to: 'a@portal.example', subject: '主旨', text: '第一行\n第二行\r\n第三行' }
const write = (changes: Partial<typeof mail> = {}) =>
  toEml({ ...mail, ...changes }, { from: 'no-reply@portal.example', at })

/** The headers, unfolded, and the body, decoded. */
function read(eml: string) {
  const [head = '', body = ''] = eml.split('\r\n\r\n')
  const headers = head.replaceAll(/\r\n /g, ' ').split('\r\n')
  return {
    headers: Object.fromEntries(headers.map((line) => line.split(/: (.*)/s).slice(0, 2))) as Record<string, string>,
    text: Buffer.from(body, 'base64').toString(),
  }
}
const decoded = (value = '') =>
  value
    .split(' ')
    .map((word) => Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(word)?.[1] ?? '', 'base64').toString())
    .join('')

describe('a message as a file', () => {
  it('has what mail programs need, and its text as it was', () => {
    const { headers, text } = read(write())
    expect(headers).toMatchObject({
      Date: 'Mon, 30 Nov 2026 01:02:03 +0000',
      From: 'no-reply@portal.example',
      To: 'a@portal.example',
      'Message-ID': '<module-900000000001-90@portal.example>',
      'Auto-Submitted': 'auto-generated',
      'Content-Type': 'text/plain; charset=utf-8',
    })
    expect(decoded(headers['Subject'])).toBe('主旨')
    expect(text).toBe('第一行\r\n第二行\r\n第三行')
  })

  it('keeps a long subject whole, in words and lines that are short enough', () => {
    const subject = '健保資訊網服務系統𠮷'.repeat(12)
    const eml = write({ subject, text: '字'.repeat(5000) })
    expect(decoded(read(eml).headers['Subject'])).toBe(subject)
    expect(eml.split('\r\n').filter((line) => Buffer.byteLength(line) > 78)).toEqual([])
    expect(read(eml).text).toBe('字'.repeat(5000))
  })

  it('has no other header, whatever stands in subject, address or id', () => {
    const bad = 'x\r\nBcc: thief@portal.example'
    const { headers } = read(write({ subject: bad, to: bad, id: bad }))
    expect(Object.keys(headers)).not.toContain('Bcc')
    expect(Object.keys(headers)).toEqual(Object.keys(read(write()).headers))
  })
})
