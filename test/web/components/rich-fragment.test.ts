import { describe, expect, it } from 'vitest'
import { richFragment } from '../../../web/components/rich-fragment.ts'

function shown(html: string): string {
  const place = document.createElement('div')
  place.append(richFragment(html))
  return place.innerHTML
}

describe('what an editor keeps of what is pasted', () => {
  it.each([
    '<p><b>粗</b><br><span class="rich-red">紅</span></p>',
    '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
    '<p><a href="mailto:a@example.test">信</a></p>',
  ])('is what the table of it has: %s', (html) => {
    expect(shown(html)).toBe(html)
  })

  it.each([
    ['<p onclick="x()" style="color:red">文</p>', '<p>文</p>'],
    ['<img src=x onerror=x()>文<script>x()</script>', '文'],
    ['<a href="javascript:x()">文</a>', '<a>文</a>'],
    ['<span class="frame-header">文</span>', '<span>文</span>'],
    ['<svg><a href="https://a.example">文</a></svg>後', '後'],
    ['<div><section>文</section></div>', '文'],
  ])('is nothing else, even if a server were to send it: %s', (html, kept) => {
    expect(shown(html)).toBe(kept)
  })

  it('what is left out is told, but for what says nothing', () => {
    const told: string[] = []
    richFragment(
      '<div><p onclick="x()" class="MsoNormal">文<script>x()</script><img src="x"><a href="javascript:x()">連</a></p></div>',
      (what, name) => told.push(`${what} ${name}`),
    )
    expect(told).toEqual(['attribute onclick', 'class class', 'element script', 'element img', 'link javascript'])
  })
})
