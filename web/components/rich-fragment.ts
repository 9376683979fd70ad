import { isRichAttribute, isRichTag } from '../../core/portal/rich-text.ts'

/**
 * What may be shown of an announcement's text, built anew from the table of what may be: whatever else stands in it is
 * left out. The server has made it safe when it was written; this is the second wall, and what an editor pastes goes
 * through it too. A parsed document without a window neither runs nor loads anything.
 */
export function richFragment(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  copyInto(fragment, parsed.body)
  return fragment
}

const hidden: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'title',
  'svg',
  'math',
])

function copyInto(target: Node, source: Node): void {
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) target.appendChild(document.createTextNode(child.textContent ?? ''))
    else if (child instanceof Element) copyElement(target, child)
  }
}

function copyElement(target: Node, source: Element): void {
  const name = source.localName
  if (hidden.has(name)) return
  if (!isRichTag(name)) return copyInto(target, source)
  const element = document.createElement(name)
  for (const { name: attribute, value } of source.attributes) {
    if (isRichAttribute(name, attribute, value)) element.setAttribute(attribute, value)
  }
  if (element instanceof HTMLAnchorElement && element.protocol === 'https:') {
    element.target = '_blank'
    element.rel = 'noopener noreferrer'
  }
  copyInto(element, source)
  target.appendChild(element)
}
