import { describe, expect, it } from 'vitest'
import { parseSamFileName, samFileName } from '../../../core/sam/sam-file-name.ts'

const parts = { institution: '3501999018', module: '900000000129' }

describe('the name of a module file', () => {
  it('is institution, module, .SAM', () => {
    expect(samFileName(parts)).toBe('3501999018900000000129.SAM')
    expect(parseSamFileName(samFileName(parts))).toEqual(parts)
  })

  it.each(['3501999018900000000129.sam', '3501999018900000000129 (1).SAM', '3501999018900000000129(12).SAM'])(
    'is known as browsers and people write it: %s',
    (name) => expect(parseSamFileName(name)).toEqual(parts),
  )

  it.each([
    ['350199901890000000012.SAM', 21],
    ['35019990189000000001299.SAM', 23],
    ['3501999018900000000129.ZIP', 22],
    ['3501999018900000000129', 22],
    ['3501999018-900000000129.SAM', 10],
    ['module.SAM', 0],
    ['', 0],
  ])('%o is refused, with the digits that it has', (name, digits) => {
    expect(() => parseSamFileName(name)).toThrow(
      expect.objectContaining({ code: 'ERR_SAM_FILE_NAME', details: { name, digits } }),
    )
  })
})
