import { describe, expect, it } from 'vitest'
import { isRichAttribute, isRichLink, isRichTag } from '../../../core/portal/rich-text.ts'

describe('rich text', () => {
  it.each(['script', 'img', 'style', 'iframe', 'svg', 'form', 'constructor', '__proto__'])('has no %s', (name) => {
    expect(isRichTag(name)).toBe(false)
  })

  it('has no attributes but those named, and of a class only the named ones', () => {
    expect(isRichAttribute('span', 'class', 'rich-red')).toBe(true)
    expect(isRichAttribute('span', 'class', 'frame-header')).toBe(false)
    expect(isRichAttribute('span', 'style', 'color: red')).toBe(false)
    expect(isRichAttribute('p', 'class', 'rich-red')).toBe(false)
    expect(isRichAttribute('td', 'colspan', '2')).toBe(true)
    expect(isRichAttribute('td', 'colspan', '1000')).toBe(false)
  })

  it.each(['https://www.nhi.gov.tw/a?b=c#d', 'mailto:service@example.test'])('may link to %s', (address) => {
    expect(isRichLink(address)).toBe(true)
  })

  it.each([
    'http://www.nhi.gov.tw/',
    '/api/auth/sign-out',
    '//evil.example',
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,x',
    'https://www.nhi.gov.tw@evil.example/',
    'https://',
  ])('may not link to %j', (address) => {
    expect(isRichLink(address)).toBe(false)
  })
})
