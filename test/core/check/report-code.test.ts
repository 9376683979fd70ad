import { describe, expect, it } from 'vitest'
import { readReportCode, toReportCode } from '../../../core/check/report-code.ts'

describe('the code of a report', () => {
  it('is eight symbols without look-alikes, in two groups, every one of them in use', () => {
    const seen = new Set<string>()
    for (let byte = 0; byte < 256; byte++)
      for (const symbol of toReportCode(new Uint8Array(8).fill(byte))) seen.add(symbol)
    expect([...seen].toSorted().join('')).toBe('-0123456789ABCDEFGHJKMNPQRSTVWXYZ')
    expect(toReportCode(Uint8Array.of(7, 20, 2, 21, 9, 23, 29, 13))).toBe('7M2N-9QXD')
  })

  it('is read as it is written', () => {
    const code = toReportCode(crypto.getRandomValues(new Uint8Array(8)))
    expect(readReportCode(code)).toBe(code)
  })

  it.each([
    ['7k2m9qxd', '7K2M-9QXD'],
    [' 7K2M 9QXD ', '7K2M-9QXD'],
    ['7K–2M–9Q–XD', '7K2M-9QXD'],
    ['７Ｋ２Ｍ－９ＱＸＤ', '7K2M-9QXD'],
    ['oIl0-0000', '0110-0000'],
  ])('%s is read as %s', (said, meant) => expect(readReportCode(said)).toBe(meant))

  it.each(['', '7K2M-9QX', '7K2M-9QXD1', '7K2M-9QXU', '7K2M-9QX💥'])('“%s” is none', (text) =>
    expect(readReportCode(text)).toBeUndefined(),
  )
})
