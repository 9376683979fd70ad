import { expect, it } from 'vitest'
import { readIcd10 } from '../../../core/claims/icd-10.ts'
import { demoIcd10 } from '../../../demo/claims/icd-10-list.ts'

async function* inPieces(text: string, length = 7) {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}
const titles = '代碼,中文名稱,英文名稱,生效起日,生效迄日\n'

it('a code is found with its point or without, on the days it is in force', async () => {
  const { list, refusals } = await readIcd10(inPieces(demoIcd10))
  expect(refusals).toEqual([])
  expect(list.find('j06.9', 20260901)).toMatchObject({ code: 'J069', zhTW: '急性上呼吸道感染' })
  expect(list.isInForce('J069', 20151231)).toBe(false)
  expect([20151231, 20160101, 20201231, 20210101].map((day) => list.isInForce('U998', day))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(list.entries('U99.8')).toHaveLength(1)
  expect(list.find('X999', 20260901)).toBeUndefined()
})

it('rows that are not right are told with their line, and the others taken', async () => {
  const { list, refusals } = await readIcd10(
    inPieces(
      `${titles}J069,a,b,,\n6J9,a,b,,\nI10,a,b\nI10,a,b,20250230,\nI10,a,b,20250202,20250201\nJ069,a,b,20200101,\nI10,,,,20191231\nI10,,,20200101,\n`,
    ),
  )
  expect(refusals).toEqual([
    { line: 3, fault: 'code' },
    { line: 4, fault: 'columns' },
    { line: 5, fault: 'days' },
    { line: 6, fault: 'days' },
    { line: 7, fault: 'overlap' },
  ])
  expect(list.size).toBe(2)
  expect(list.entries('I10')).toHaveLength(2)
})

it('a file without the columns is refused as a whole', async () => {
  await expect(readIcd10(inPieces('代碼,中文名稱\nJ069,a\n'))).rejects.toThrow('columns: 英文名稱, 生效起日, 生效迄日')
  await expect(readIcd10(inPieces(''))).rejects.toThrow('columns')
})
