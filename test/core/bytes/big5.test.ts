import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { decodeBig5, encodeBig5 } from '../../../core/bytes/big5.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'

const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Every code of two bytes, whether it stands for something or not. */
const codes = Array.from({ length: 0x10000 - 0x8140 }, (_, index) => 0x8140 + index).filter((code) => {
  const [lead, trail] = [code >> 8, code & 0xff]
  return lead < 0xff && trail >= 0x40 && trail !== 0x7f && trail !== 0xff
})
const bytesOf = (code: number) => Uint8Array.of(code >> 8, code & 0xff)
const whole = (code: number, hkscs = false): string | undefined => {
  const { text, lost } = decodeBig5(bytesOf(code), { hkscs })
  return lost.length === 0 ? text : undefined
}

describe('Big5', () => {
  it.each([
    ['王小明', 'a4fda470a9fa'],
    ['許功蓋', 'b35ca55cbb5c'],
    ['A、B', '41a14242'],
    ['€', 'a3e1'],
    ['碁銹裏墻恒粧嫺', 'f9d6f9d7f9d8f9d9f9daf9dbf9dc'],
  ])('%s is %s, both ways', (text, hex) => {
    expect(encodeBig5(text)).toEqual({ bytes: fromHex(hex), lost: [] })
    expect(decodeBig5(fromHex(hex))).toEqual({ text, lost: [] })
  })

  it('a trail byte 5C is half a character and no backslash', () => {
    expect(decodeBig5(fromHex('b35c5c')).text).toBe('許\\')
  })

  it('what stands for nothing is U+FFFD, and its place is told', () => {
    expect(decodeBig5(fromHex('41 a4fd 80 a4fd ff fefe a4'))).toEqual({
      text: 'A王\ufffd王\ufffd\ufffd\ufffd',
      lost: [3, 6, 7, 9],
    })
  })

  it('a stray lead byte takes no ASCII with it', () => {
    expect(decodeBig5(fromHex('a4 22 a4 3c'))).toEqual({ text: '\ufffd"\ufffd<', lost: [0, 2] })
  })

  it('a character that Big5 does not have is “?”, and is told', () => {
    expect(encodeBig5('王煊堃😀')).toMatchObject({ lost: ['煊', '堃', '😀'] })
    expect(encodeBig5('王煊堃😀', { hkscs: true })).toMatchObject({ lost: ['😀'] })
    const { bytes, lost } = encodeBig5('陳𠮷é')
    expect([toHex(bytes), lost]).toEqual(['b3af3f3f', ['𠮷', 'é']])
  })

  it('a private-use character is never made and never written', () => {
    expect(codes.filter((code) => /\p{Co}/u.test(whole(code, true) ?? ''))).toEqual([])
    expect(encodeBig5('\ue000', { hkscs: true }).lost).toEqual(['\ue000'])
  })

  it('HKSCS fills only what code page 950 leaves open, and only where it is asked for', () => {
    const plain = codes.filter((code) => whole(code) !== undefined)
    expect(plain.length).toBe(13_752)
    expect(plain.filter((code) => whole(code) !== whole(code, true))).toEqual([])
    expect(codes.filter((code) => whole(code, true) !== undefined).length).toBe(13_752 + 4_657)
    expect(whole(0x8ba8)).toBeUndefined()
    expect(whole(0x8ba8, true)).toBe('𡆀')
    expect(encodeBig5('𡆀').lost).toEqual(['𡆀'])
    expect(toHex(encodeBig5('𡆀', { hkscs: true }).bytes)).toBe('8ba8')
  })

  it('a letter with a combining mark is one code of HKSCS; the letter alone is another', () => {
    expect(decodeBig5(fromHex('8862 8866'), { hkscs: true }).text).toBe('Ê\u0304Ê')
    expect(toHex(encodeBig5('Ê\u0304Ê', { hkscs: true }).bytes)).toBe('88628866')
    expect(toHex(encodeBig5('Ê', { hkscs: true }).bytes)).toBe('8866')
  })

  it.each([false, true])('what was read is written back as a code that reads the same (HKSCS: %s)', (hkscs) => {
    const different = codes.filter((code) => {
      const text = whole(code, hkscs)
      if (text === undefined) return false
      const { bytes, lost } = encodeBig5(text, { hkscs })
      return lost.length > 0 || decodeBig5(bytes, { hkscs }).text !== text
    })
    expect(different).toEqual([])
  })

  it.each([false, true])(
    'of two codes for one character the first is written, but 十 and 卅 as the characters that they are (HKSCS: %s)',
    (hkscs) => {
      const second = codes.filter((code) => {
        const text = whole(code)
        return text !== undefined && toHex(encodeBig5(text, { hkscs }).bytes) !== toHex(bytesOf(code))
      })
      expect(second.map((code) => code.toString(16))).toEqual([
        'a2cc',
        'a2ce',
        'f9e9',
        'f9ea',
        'f9eb',
        'f9f9',
        'f9fa',
        'f9fb',
        'f9fc',
        'f9fd',
      ])
    },
  )

  it('the ICU of Node reads code page 950 as we do, but for rows C6 to C8 and its private-use characters', () => {
    const icu = new TextDecoder('big5', { fatal: true })
    const different = codes.filter((code) => {
      let theirs: string | undefined
      try {
        theirs = icu.decode(bytesOf(code))
      } catch {
        theirs = undefined
      }
      return !/^\p{Co}$/u.test(theirs ?? '') && theirs !== whole(code)
    })
    expect(different.filter((code) => code < 0xc6a1 || code > 0xc8fe)).toEqual([])
  })

  it('the tables are those that Python’s cp950 and big5hkscs make', ({ skip }) => {
    skip(!hasPython, 'the python3 command is missing')
    const made = execFileSync('python3', [here('make-big5-tables.py')], { encoding: 'utf8' })
    expect(made === readFileSync(here('../../../core/bytes/big5-tables.ts'), 'utf8')).toBe(true)
  })
})
