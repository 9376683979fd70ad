import { describe, expect, it } from 'vitest'
import { everyText, gramsOfText, gramsOfWord, searchWords, toSearchText } from '../../../core/portal/search-text.ts'

describe('words of a search', () => {
  it('are compared in one width and case', () => {
    expect(searchWords(' ＶＰＮ　讀卡機 vpn ')).toEqual(['vpn', '讀卡機'])
    expect(toSearchText('ＩＣＤ－10')).toBe('icd-10')
  })

  it('of an empty box are none, and there are never very many', () => {
    expect(searchWords(' 　 ')).toEqual([])
    expect(searchWords('一 二 三 四 五 六 七 八 九 十')).toHaveLength(8)
  })
})

describe('what a text is found by', () => {
  it('holds everything that each of its words is found by, whatever their length', () => {
    const text = toSearchText('健保卡𠮷野家 ICD-10\n讀卡機')
    const grams = new Set(gramsOfText(text))
    for (const piece of text.split(/\s/)) {
      for (let from = 0; from < piece.length; from++) {
        for (let to = from + 1; to <= piece.length; to++) {
          expect(gramsOfWord(piece.slice(from, to)).filter((gram) => !grams.has(gram))).toEqual([])
        }
      }
    }
  })

  it('holds no pair across a space: no word goes over one', () => {
    expect(gramsOfText('健保 卡片')).not.toContain(gramsOfWord('保卡')[0])
  })

  it('are integers of PostgreSQL, ascending, none twice, with one that every text has', () => {
    const grams = gramsOfText('鿿鿿鿿保')
    expect(grams).toEqual([...new Set(grams)].toSorted((a, b) => a - b))
    expect(grams).toContain(everyText)
    for (const gram of grams) expect(gram).toBe(gram | 0)
  })
})
