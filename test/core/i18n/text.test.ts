import { describe, expect, it } from 'vitest'
import { chooseLanguage, translate } from '../../../core/i18n/text.ts'

describe('translate', () => {
  const table = {
    title: { zhTW: '登入', en: 'Sign in' },
    tries: (count: number) => ({ zhTW: `還可再試 ${count} 次`, en: `${count} tries left` }),
  }

  it('gives the table in one language, functions with their arguments', () => {
    expect(translate(table, 'zh-TW').title).toBe('登入')
    expect(translate(table, 'en').tries(2)).toBe('2 tries left')
  })
})

describe('chooseLanguage', () => {
  it.each([
    [['en-US', 'zh-TW'], 'en'],
    [['zh-Hant-TW', 'en'], 'zh-TW'],
    [['ja', 'en-GB'], 'en'],
    [['ja'], 'zh-TW'],
    [[], 'zh-TW'],
  ] as const)('%j is read in %s', (preferred, language) => {
    expect(chooseLanguage(preferred)).toBe(language)
  })
})
