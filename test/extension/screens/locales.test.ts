import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sharedTexts } from '../../../extension/components/texts.ts'

type Messages = Record<'name' | 'description', { message: string }>
const messages = (locale: string): Messages =>
  JSON.parse(readFileSync(`extension/public/_locales/${locale}/messages.json`, 'utf8'))

const zhTW = messages('zh_TW')
const en = messages('en')

test('the windows carry the name that the browser shows for the extension, in both languages', () => {
  expect({ zhTW: zhTW.name.message, en: en.name.message }).toEqual(sharedTexts.product)
})

test('both languages have the same messages, within the stores’ limits', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zhTW))
  for (const { name, description } of [en, zhTW]) {
    expect(name.message.length).toBeLessThanOrEqual(75)
    expect(description.message.length).toBeLessThanOrEqual(132)
  }
})
