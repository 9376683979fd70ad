import { expect, it } from 'vitest'
import { maskName } from '../../../extension/background/sign-in/mask-name.ts'

it.each([
  ['許測試', '許○試'],
  ['許測', '許○'],
  ['許', '許○'],
  ['歐陽示範', '歐○○範'],
  ['𠮷測試', '𠮷○試'],
  ['', '○'],
])('%s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})
