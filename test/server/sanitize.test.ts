import { describe, expect, it } from 'vitest'
import { sanitize } from '../../server/sanitize.ts'

const clean = (written: string) => sanitize(written, 'content').html
const told = (written: string) =>
  sanitize(written, 'content').takenOut.map(({ what, name, count }) => `${what} ${name} ${count}`)

describe('what an author writes', () => {
  it.each([
    '<p>一段<br>兩行</p>',
    '<p><b>粗</b><i>斜</i><u>底線</u><strong>粗</strong><em>斜</em></p>',
    '<ul><li>一</li><li>二</li></ul>',
    '<ol><li>一</li></ol>',
    '<p><a href="https://www.nhi.gov.tw/?a=1">連結</a><a href="mailto:a@example.test">信箱</a></p>',
    '<p><span class="rich-red">紅</span><span class="rich-large">大</span></p>',
    '<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td colspan="2">乙</td></tr></tbody></table>',
  ])('stays when it is safe: %s', (html) => {
    expect(clean(html)).toBe(html)
    expect(told(html)).toEqual([])
  })

  it.each([
    ['<script>alert(1)</script>文', '文', ['element script 1']],
    ['<p onclick="alert(1)" style="color:red">文</p>', '<p>文</p>', ['attribute onclick 1', 'attribute style 1']],
    ['<img src=x onerror=alert(1)>文', '文', ['element img 1']],
    ['<a href="javascript:alert(1)">文</a>', '文', ['link javascript 1']],
    ['<a href=" jav&#x09;ascript:alert(1)">文</a>', '文', ['link href 1']],
    ['<a href="http://example.test">文</a>', '文', ['link http 1']],
    ['<a href="/api/auth/sign-out">文</a>', '文', ['link href 1']],
    ['<iframe src="https://example.test">壞</iframe>文', '文', ['element iframe 1']],
    ['<svg><script>alert(1)</script></svg>文', '文', ['element svg 1']],
    ['<math><mi><style><img src=x onerror=alert(1)></style></mi></math>文', '文', ['element math 1']],
    ['<form action=/x><button>文</button></form>', '文', ['element button 1', 'element form 1']],
    ['<span class="frame-header">文</span>', '文', ['class class 1']],
    ['<style>@import "//x"</style><link rel=stylesheet href=//x>文', '文', ['element style 1', 'element link 1']],
    ['<template><img src=x></template>文', '文', ['element template 1']],
    ['<!-- x --><meta http-equiv=refresh content="0;url=//x">文', '文', ['element meta 1']],
    ['<p id="x" name="forms">文</p>', '<p>文</p>', ['attribute id 1', 'attribute name 1']],
    [
      '<video autoplay src=x></video><audio src=x></audio><object data=x></object>文',
      '文',
      ['element video 1', 'element audio 1', 'element object 1'],
    ],
  ])('can neither run nor load: %s', (written, html, takenOut) => {
    expect(clean(written)).toBe(html)
    expect(told(written)).toEqual(takenOut)
  })

  it('keeps its paragraphs when they come as headings and boxes of another program', () => {
    expect(clean('<div><h2>標題</h2><div>內文</div></div>')).toBe('<p>標題</p><p>內文</p>')
  })

  it('keeps cells only in a table and points only in a list', () => {
    expect(clean('<li>一</li>文')).toBe('一文')
  })

  it.each([
    '<p><p>a</p></p><li><ul><td>x',
    '<b><i>錯</b>開</i>',
    '<table><p>外</p><tr><td>內<table><tr><td>深</table>',
    '<a href="https://a.example"><a href="https://b.example">兩個</a></a>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<div><p>a</p>b</div>',
  ])('comes out the same when it goes in again: %s', (written) => {
    const once = clean(written)
    expect(clean(once)).toBe(once)
    expect(told(once)).toEqual([])
    expect(once).not.toMatch(/<(?:img|script|style|svg|math)\b/)
  })

  it.each([
    ['open', '<ul><li>'.repeat(7_500)],
    ['closed by others', '<b><table></b></table>'.repeat(2_700)],
  ])('nested as nobody writes is refused: %s', (_, written) => {
    expect(() => clean(written)).toThrow(expect.objectContaining({ code: 'ERR_REQUEST_MALFORMED' }))
  })

  it('has a plain text beside it: a line for each block, spaces between cells as in a line', () => {
    const { text } = sanitize('<p>一<br>二</p><ul><li>三</li></ul>四&amp;<b>五</b>', 'content')
    expect(text).toBe('一\n二\n三\n四&五')
  })
})

it('a title is one line: emphasis, size and colour alone', () => {
  const { html, text, takenOut } = sanitize(
    '<p><span class="rich-red">急</span>：<a href="https://a.example">看</a></p>',
    'title',
  )
  expect(html).toBe('<span class="rich-red">急</span>：看')
  expect(text).toBe('急：看')
  expect(takenOut).toEqual([{ what: 'element', name: 'a', count: 1 }])
})
