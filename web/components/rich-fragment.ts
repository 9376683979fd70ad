import { isRichAttribute, isRichTag, type TakenOut } from '../../core/portal/rich-text.ts'

/**
 * What an editor keeps of what is pasted, built anew from the table of what may be: whatever else stands in it is left out,
 * and told. The server does the same when it is written. A parsed document without a window neither runs nor loads anything.
 */
export function richFragment(html: string, tell: Tell = () => {}): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  // Beside the body's own, what the parser has moved into the head.
  for (const part of [parsed.head, parsed.body]) copyInto(fragment, part, tell)
  return fragment
}

export type Tell = (what: TakenOut['what'], name: string) => void

/** Others for these mean the same; nothing is lost of what was written. */
const alike: ReadonlySet<string> = new Set(['div', 'section', 'article', 'meta', 'font'])

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

function copyInto(target: Node, source: Node, tell: Tell): void {
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) target.appendChild(document.createTextNode(child.textContent ?? ''))
    else if (child instanceof Element) copyElement(target, child, tell)
  }
}

function copyElement(target: Node, source: Element, tell: Tell): void {
  const name = source.localName
  if (!isRichTag(name)) {
    if (!alike.has(name)) tell('element', name)
    return hidden.has(name) ? undefined : copyInto(target, source, tell)
  }
  const element = document.createElement(name)
  for (const { name: attribute, value } of source.attributes) {
    if (isRichAttribute(name, attribute, value)) element.setAttribute(attribute, value)
    else if (attribute === 'href') tell('link', /^\s*([A-Za-z][\w+.-]*):/.exec(value)?.[1]?.toLowerCase() ?? 'href')
    else tell(attribute === 'class' ? 'class' : 'attribute', attribute)
  }
  if (element instanceof HTMLAnchorElement && element.protocol === 'https:') {
    element.target = '_blank'
    element.rel = 'noopener noreferrer'
  }
  copyInto(element, source, tell)
  target.appendChild(element)
}
