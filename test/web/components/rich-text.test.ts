import { h } from 'preact'
import { afterEach, expect, it } from 'vitest'
import { RichLine, RichText } from '../../../web/components/rich-text.tsx'
import { clearScreen, draw, find } from '../support/screen.ts'

afterEach(clearScreen)

it('shows what there may be and nothing else', async () => {
  await draw(h(RichText, { html: '<p onclick="x()">甲<b>乙</b></p><img src="x"><script>x()</script>' }))
  expect(find('.rich-text').innerHTML).toBe('<p>甲<b>乙</b></p>')
})

it('a link out of the portal opens a window of its own and takes nothing along', async () => {
  const html = '<a href="https://a.example/">外</a><a href="mailto:a@example.test">信</a>'
  await draw(h(RichLine, { html }))
  expect(find('span').innerHTML).toBe(
    '<a href="https://a.example/" target="_blank" rel="noopener noreferrer">外</a><a href="mailto:a@example.test">信</a>',
  )
})
