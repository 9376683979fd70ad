import { type ComponentChild, options, render } from 'preact'
import { PlainDocument, type PlainElement } from './plain-document.ts'

/** Effects wait for a frame that nobody sees: what preact would do then is kept here, and done once nothing is left to do it to. */
let afterPaint: (() => void) | undefined

/** preact's own settings, of which this one is a function and nothing that is called on them. */
const frames: { requestAnimationFrame?: (work: () => void) => void } = options

/** Draws something once, and hands out what was drawn. Its effects do not run. */
export function draw<T>(child: ComponentChild, take: (drawn: PlainElement) => T): T {
  const before = frames.requestAnimationFrame
  frames.requestAnimationFrame = (work) => {
    afterPaint = work
  }
  const root = new PlainDocument().createElementNS(null, 'div')
  // preact needs no more of an element than this one has
  const place = root as unknown as Element
  try {
    render(child, place)
    return take(root)
  } finally {
    render(null, place)
    afterPaint?.()
    afterPaint = undefined
    if (before) frames.requestAnimationFrame = before
    else delete frames.requestAnimationFrame
  }
}
