import Squire from 'squire-rte'
import type { RichClass, TakenOut } from '../../core/portal/rich-text.ts'
import { richFragment } from './rich-fragment.ts'

/** What can be done to the text that is marked, by the name of its button. */
export type RichCommand = 'bold' | 'italic' | 'underline' | 'bullets' | 'numbers' | 'plain' | 'undo' | 'redo'

export interface RichEditor {
  readonly html: () => string
  readonly run: (command: RichCommand) => void
  readonly setClass: (name: RichClass) => void
  readonly link: (address: string) => void
  readonly close: () => void
}

const toggles = {
  bold: ['B', 'bold', 'removeBold'],
  italic: ['I', 'italic', 'removeItalic'],
  underline: ['U', 'underline', 'removeUnderline'],
  bullets: ['UL', 'makeUnorderedList', 'removeList'],
  numbers: ['OL', 'makeOrderedList', 'removeList'],
} as const

/**
 * An editor in `root`, over Squire: 18 KB packed, of no other packages, and content with our policy, since what it writes
 * are elements and classes and never a style. Whatever is pasted is built anew from the table of what may be.
 */
export function openRichEditor(
  root: HTMLElement,
  html: string,
  onChange: () => void,
  onTakenOut: (takenOut: readonly TakenOut[]) => void,
): RichEditor {
  takeHtmlBuiltAnew(root)
  let isPasted = false
  const squire = new Squire(root, {
    blockTag: 'P',
    addLinks: false,
    sanitizeToDOMFragment(pasted: string) {
      const takenOut: TakenOut[] = []
      const fragment = richFragment(pasted, (what, name) => count(takenOut, what, name))
      if (isPasted) onTakenOut(takenOut)
      return fragment
    },
  })
  squire.setHTML(html)
  isPasted = true
  squire.addEventListener('input', onChange)
  return {
    html: () => squire.getHTML(),
    run(command) {
      if (command === 'plain') squire.removeAllFormatting()
      else if (command === 'undo' || command === 'redo') squire[command]()
      else {
        const [tag, add, remove] = toggles[command]
        squire[squire.hasFormat(tag) ? remove : add]()
      }
      squire.focus()
    },
    setClass(name) {
      const span = { tag: 'SPAN', attributes: { class: name } }
      if (squire.hasFormat(span.tag, span.attributes)) squire.changeFormat(null, span)
      else squire.changeFormat(span, null)
      squire.focus()
    },
    link(address) {
      if (address === '') squire.removeLink()
      else squire.makeLink(address, {})
      squire.focus()
    },
    close: () => squire.destroy(),
  }
}

/**
 * Squire writes `innerHTML` to undo and redo, which our policy refuses whoever does it. What it writes there is built anew as
 * well, with the two elements by which it knows where the caret was.
 */
function takeHtmlBuiltAnew(root: HTMLElement): void {
  Object.defineProperty(root, 'innerHTML', {
    configurable: true,
    get: () => innerHtml?.get?.call(root) as string,
    set(html: string) {
      root.replaceChildren(richFragment(html.replaceAll(bookmark, (_, end: BookmarkEnd) => bookmarkSigns[end])))
      putBookmarks(root)
    },
  })
}

const innerHtml = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')

type BookmarkEnd = keyof typeof bookmarkSigns
/** Signs that are never text (Unicode, 23.7): they stand for Squire's elements while the rest is read. */
const bookmarkSigns = { start: '\uFDD0', end: '\uFDD1' } as const
const bookmark = /<input\b[^>]*\bid="squire-selection-(start|end)"[^>]*>/g

function putBookmarks(root: HTMLElement): void {
  for (const [end, sign] of Object.entries(bookmarkSigns)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const at = text.nodeValue?.indexOf(sign) ?? -1
      if (at === -1) continue
      const rest = (text as Text).splitText(at)
      rest.deleteData(0, 1)
      const element = document.createElement('input')
      element.id = `squire-selection-${end}`
      element.type = 'hidden'
      rest.before(element)
      break
    }
  }
  root.normalize()
}

function count(takenOut: TakenOut[], what: TakenOut['what'], name: string): void {
  const at = takenOut.findIndex((one) => one.what === what && one.name === name)
  takenOut[at === -1 ? takenOut.length : at] = { what, name, count: (takenOut[at]?.count ?? 0) + 1 }
}
