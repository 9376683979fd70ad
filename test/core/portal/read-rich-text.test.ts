import { describe, expect, it } from 'vitest'
import { readRichText, type RichNode } from '../../../core/portal/read-rich-text.ts'

/** Written as HTML again, text as it is read. */
const written = (nodes: readonly RichNode[]): string =>
  nodes
    .map((node) => {
      if (typeof node === 'string') return node
      const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${value}"`)
      return `<${node.tag}${attributes.join('')}>${written(node.children)}</${node.tag}>`
    })
    .join('')

describe('what is read of rich text', () => {
  it.each([
    [
      '<p><b>粗</b><br><span class="rich-red">紅</span></p>',
      '<p><b>粗</b><br></br><span class="rich-red">紅</span></p>',
    ],
    ['<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>', undefined],
    ['<p><a href="mailto:a@example.test">信</a></p>', undefined],
    ['甲 &#x26; 乙 &#x3C;b&#x3E; &amp; &#20013;', '甲 & 乙 <b> & 中'],
    ['<ul><li>一</li><li>二</li></ul>後', undefined],
  ])('is what the table of it has: %s', (html, expected = html) => {
    expect(written(readRichText(html))).toBe(expected)
  })

  it.each([
    ['<p onclick="x()" style="color:red">文</p>', '<p>文</p>'],
    ['<img src=x onerror=x()>文<script>x()</script>', '文'],
    ['<a href="javascript:x()">文</a>', '<a>文</a>'],
    ['<a href="&#106;avascript:x()">文</a>', '<a>文</a>'],
    ["<a href='https://a.example/?a=1&amp;b=2'>文</a>", '<a href="https://a.example/?a=1&b=2">文</a>'],
    ['<span class="frame-header">文</span>', '<span>文</span>'],
    ['<svg><a href="https://a.example">文</a></svg>後', '後'],
    ['<DIV><section>文</section></DIV>', '文'],
    ['<p>一<p>二<ul><li>甲<li>乙</ul>', '<p>一</p><p>二</p><ul><li>甲</li><li>乙</li></ul>'],
    ['<p class=MsoNormal>字<o:p></o:p></p><!--[if x]>y<![endif]--><?xml:namespace a?>', '<p>字</p>'],
    ['<b>未關</p> < 字 <!-- 註 -->', '<b>未關 < 字 </b>'],
    ['<sc<script>ript>x</script>後', '<sc後'],
  ])('is nothing else, whoever wrote it: %s', (html, kept) => {
    expect(written(readRichText(html))).toBe(kept)
  })

  it('a long text without an end takes no time', () => {
    const begun = performance.now()
    for (const text of ['<a '.repeat(20_000), '<b x="'.repeat(20_000), '<!--'.repeat(20_000), '&'.repeat(60_000)])
      readRichText(text)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
