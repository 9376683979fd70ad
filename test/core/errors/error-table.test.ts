import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CodedError, deserializeError, serializeError } from '../../../core/errors/coded-error.ts'
import { errorCodes } from '../../../core/errors/error-codes.ts'
import { errorRow } from '../../../core/errors/error-table.ts'
import { fillIn } from '../../../core/i18n/text.ts'

describe('the error table', () => {
  it.each(errorCodes)('%s has heading, cause and remedy in both languages', (code) => {
    const row = errorRow(code)
    for (const text of [row.heading, row.cause, row.remedy]) {
      expect(text.zhTW).toMatch(/\p{Script=Han}/u)
      expect(text.en).toMatch(/[a-z]/i)
    }
  })

  it.each(errorCodes)('%s mentions the same details in both languages', (code) => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    const row = errorRow(code)
    for (const text of [row.heading, row.cause, row.remedy]) expect(places(text.en)).toEqual(places(text.zhTW))
  })

  it('every code belongs to a family of STYLE §6', () => {
    const families = /^ERR_(READER|CARD|SAM|PIN|CERT|LOGIN|BRIDGE|REQUEST|CHECK)_[A-Z_]+$/
    expect(errorCodes.filter((code) => !families.test(code))).toEqual([])
  })

  it('carries every heading of the message list to the letter', () => {
    const headings = new Set(errorCodes.map((code) => errorRow(code).heading.zhTW))
    for (const heading of readFileSync('test/fixtures/headings.txt', 'utf8').trim().split('\n'))
      expect(headings).toContain(heading)
  })

  it('an error crosses a message with code, message and details, and nothing else', () => {
    const error = new CodedError('ERR_PIN_WRONG', 'wrong PIN', { cause: new Error('63C2'), details: { triesLeft: 2 } })
    const wire = JSON.parse(JSON.stringify(serializeError(error))) as ReturnType<typeof serializeError>
    expect(wire).toEqual({ code: 'ERR_PIN_WRONG', message: 'wrong PIN', details: { triesLeft: 2 } })
    expect(deserializeError(wire)).toMatchObject({ code: 'ERR_PIN_WRONG', details: { triesLeft: 2 } })
  })

  it('a place without a value stays visible', () => {
    expect(fillIn('還可再試 {triesLeft} 次', { triesLeft: 2 })).toBe('還可再試 2 次')
    expect(fillIn('還可再試 {triesLeft} 次')).toBe('還可再試 {triesLeft} 次')
  })
})
