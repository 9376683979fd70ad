import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { sanitize as sanitizeTree, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { CodedError } from '../core/errors/coded-error.ts'
import {
  isRichAttribute,
  isRichTag,
  richClassCodes,
  richElement,
  richProtocols,
  richTags,
  type TakenOut,
} from '../core/portal/rich-text.ts'

/** Where it stands decides what it may be made of. */
export type RichPlace = 'title' | 'content'

export interface SanitizedText {
  /** Made of nothing but what core/portal/rich-text.ts names. */
  readonly html: string
  /** The same without any element: for lists and for the search. */
  readonly text: string
  readonly takenOut: readonly TakenOut[]
}

/** Deeper than any text. The parser takes time by the square of the depth, and in the end runs out of stack. */
const deepest = 100
const voidTags: ReadonlySet<string> = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])

/** Elements whose text is for no reader: they go with all that is in them. */
const withContent = [
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'iframe',
  'object',
  'textarea',
  'select',
  'svg',
  'math',
]

/** Text that begins on a line of its own in what authors paste: it stays a paragraph. */
const likeParagraphs: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'blockquote', 'pre'])

const allowedTags: Readonly<Record<RichPlace, readonly string[]>> = {
  title: richTags.filter((tag) => richElement(tag).inTitle),
  content: richTags,
}

/** The wall behind our own look at it: the same set, in the words of the library. */
const schemaOf = (place: RichPlace): Schema => ({
  tagNames: [...allowedTags[place]],
  attributes: {
    a: ['href'],
    span: [['className', ...richClassCodes]],
    th: ['colSpan', 'rowSpan'],
    td: ['colSpan', 'rowSpan'],
  },
  protocols: { href: [...richProtocols] },
  strip: withContent,
  ancestors: {
    li: ['ul', 'ol'],
    ...Object.fromEntries(['thead', 'tbody', 'tr', 'th', 'td'].map((tag) => [tag, ['table']])),
  },
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
})

const schemas: Readonly<Record<RichPlace, Schema>> = { title: schemaOf('title'), content: schemaOf('content') }

/**
 * Parses as browsers do, keeps what may be kept, and tells what was not. What comes out goes through unchanged. Errors:
 * ERR_REQUEST_MALFORMED for what is nested as nobody writes.
 */
export function sanitize(written: string, place: RichPlace): SanitizedText {
  const counts = new Map<string, TakenOut>()
  const tell = (what: TakenOut['what'], name: string) => {
    const key = `${what} ${name}`
    counts.set(key, { what, name, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const root: Root = { type: 'root', children: keep(parse(written, place), place, tell) }
  const clean = sanitizeTree(root, schemas[place])
  return { html: toHtml(clean).trim(), text: textOf(clean), takenOut: [...counts.values()] }
}

function parse(written: string, place: RichPlace): RootContent[] {
  const tooDeep = (cause?: unknown) =>
    new CodedError('ERR_REQUEST_MALFORMED', 'nested too deep', { details: { field: place }, cause })
  if (unclosedTags(written) > deepest) throw tooDeep()
  try {
    return fromHtml(written, { fragment: true }).children
  } catch (error) {
    // Out of stack: closing tags that close nothing hid the depth.
    throw error instanceof RangeError ? tooDeep(error) : error
  }
}

/** The most elements that are open at once, if each closing tag closes one of its name. */
function unclosedTags(written: string): number {
  const open = new Map<string, number>()
  let depth = 0
  let most = 0
  for (const [, slash = '', name = ''] of written.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const tag = name.toLowerCase()
    const before = open.get(tag) ?? 0
    if (voidTags.has(tag) || (slash !== '' && before === 0)) continue
    const step = slash === '' ? 1 : -1
    open.set(tag, before + step)
    depth += step
    most = Math.max(most, depth)
  }
  return most
}

type Tell = (what: TakenOut['what'], name: string) => void

function keep(children: readonly (RootContent | ElementContent)[], place: RichPlace, tell: Tell): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return [child]
    return child.type === 'element' ? keepElement(child, place, tell) : []
  })
}

function keepElement(element: Element, place: RichPlace, tell: Tell): ElementContent[] {
  const { tagName } = element
  if (withContent.includes(tagName)) {
    tell('element', tagName)
    return []
  }
  const children = keep(element.children, place, tell)
  if (isRichTag(tagName) && allowedTags[place].includes(tagName)) {
    const properties = keepProperties(element, tell)
    // Without its class, or its address, it says nothing.
    if ((tagName === 'span' || tagName === 'a') && Object.keys(properties).length === 0) return children
    return [{ type: 'element', tagName, properties, children }]
  }
  const isParagraph = likeParagraphs.has(tagName)
  if (!isParagraph && tagName !== 'p' && tagName !== 'br') tell('element', tagName)
  if (place === 'title' || !isParagraph || children.some(isBlock)) return children
  return [{ type: 'element', tagName: 'p', properties: {}, children }]
}

const isBlock = (node: ElementContent): boolean =>
  node.type === 'element' && isRichTag(node.tagName) && richElement(node.tagName).isBlock

/** A property by the name that its attribute has in HTML. */
const attributeNames: Readonly<Record<string, string>> = { className: 'class', colSpan: 'colspan', rowSpan: 'rowspan' }

function keepProperties({ tagName, properties }: Element, tell: Tell): Properties {
  const kept: Properties = {}
  for (const [property, value] of Object.entries(properties)) {
    const name = attributeNames[property] ?? property.toLowerCase()
    const values = Array.isArray(value) ? value.map(String) : [String(value)]
    const right = isRichTag(tagName) ? values.filter((one) => isRichAttribute(tagName, name, one)) : []
    if (right.length < values.length) tellProperty(name, values, tell)
    if (right.length > 0) kept[property] = Array.isArray(value) ? right : value
  }
  return kept
}

function tellProperty(name: string, values: readonly string[], tell: Tell): void {
  if (name === 'class') return tell('class', 'class')
  if (name !== 'href') return tell('attribute', name)
  const [, protocol = 'href'] = /^\s*([A-Za-z][\w+.-]*):/.exec(values[0] ?? '') ?? []
  tell('link', protocol.toLowerCase())
}

/** Blocks on lines of their own, cells apart. */
function textOf(node: Nodes): string {
  return gather(node)
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

function gather(node: Nodes): string {
  if (node.type === 'text') return node.value.replaceAll('\n', ' ')
  if (!('children' in node)) return ''
  const inside = node.children.map(gather).join('')
  if (node.type !== 'element') return inside
  if (node.tagName === 'br') return '\n'
  return isBlock(node) ? `\n${inside}\n` : inside
}
