import { expect, it } from 'vitest'
import { emailPattern, mobilePattern, neededPhonePattern, phonePattern } from '../../../core/portal/contact.ts'

it.each(['', '02-2345-6789', '(02) 2345-6789 #12', '+886 912 345 678'])('%s is a telephone number', (text) => {
  expect(phonePattern.test(text)).toBe(true)
})

it.each(['02_2345', '０２２３４５', 'ext 5', '1'.repeat(31)])('%s is none', (text) => {
  expect(phonePattern.test(text)).toBe(false)
})

it.each(['a@example.tw', 'first.last+tag@mail.example.com.tw'])('%s is an address', (text) => {
  expect(emailPattern.test(text)).toBe(true)
})

it.each(['', 'a', 'a@b', '@example.tw', 'a b@example.tw', '.a@example.tw', 'a..b@example.tw', 'a@example.tw.'])(
  '%s is none',
  (text) => {
    expect(emailPattern.test(text)).toBe(false)
  },
)

it.each(['02-2345-6789', '(02) 2345-6789 #12', '1234567'])('%s is a number that people can be called at', (text) => {
  expect(neededPhonePattern.test(text)).toBe(true)
})

it.each(['', '12345', '(02) #-', '1'.repeat(31), '02-2345-6789分機5'])('%s is none that they can', (text) => {
  expect(neededPhonePattern.test(text)).toBe(false)
})

it.each(['', '0912345678', '0912-345-678', '09 1234 5678'])('%j is a mobile number, or none was told', (text) => {
  expect(mobilePattern.test(text)).toBe(true)
})

it.each(['0212345678', '091234567', '09123456789', '0912--345678', '+886912345678'])(
  '%s is no mobile number',
  (text) => {
    expect(mobilePattern.test(text)).toBe(false)
  },
)
