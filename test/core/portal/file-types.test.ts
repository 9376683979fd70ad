import { describe, expect, it } from 'vitest'
import { fileTypeOf, safeFileName } from '../../../core/portal/file-types.ts'

describe('the name of a file', () => {
  it('tells its type by its ending, in any case', () => {
    expect(fileTypeOf('說明.PDF')).toBe('pdf')
    expect(fileTypeOf('a.tar.zip')).toBe('zip')
  })

  it.each(['a.exe', 'a.html', 'a.svg', 'a.docm', 'pdf', 'a.pdf.lnk', 'a.constructor', 'a.pdf '])(
    '%j is of none',
    (name) => {
      expect(fileTypeOf(name)).toBeUndefined()
    },
  )

  it.each([
    ['公告 附件(1).pdf', '公告 附件(1).pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Windows\\a.txt', 'a.txt'],
    ['..\u202efdp.exe.txt', 'fdp.exe.txt'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie x.txt'],
    ['"a".csv', 'a.csv'],
    ['...hidden.zip', 'hidden.zip'],
  ])('%j becomes %s', (given, name) => {
    expect(safeFileName(given)).toBe(name)
  })

  it.each(['', '.pdf', '....', 'no-ending', `${'長'.repeat(150)}.pdf`])('%j is no name', (given) => {
    expect(safeFileName(given)).toBeUndefined()
  })
})
