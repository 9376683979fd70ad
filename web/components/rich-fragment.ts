import { readRichText, type RichNode, type Tell } from '../../core/portal/read-rich-text.ts'

/**
 * What an editor keeps of what is pasted, built of what there may be and nothing else; what is left out is told. The server
 * does the same when it is written.
 */
export function richFragment(html: string, tell?: Tell): DocumentFragment {
  const fragment = document.createDocumentFragment()
  fragment.append(...readRichText(html, tell).map(toDom))
  return fragment
}

function toDom(node: RichNode): Node {
  if (typeof node === 'string') return document.createTextNode(node)
  const element = document.createElement(node.tag)
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value)
  element.append(...node.children.map(toDom))
  return element
}
