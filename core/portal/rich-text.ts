import type { Text } from '../i18n/text.ts'

/**
 * What an announcement's title and content may be made of. The server keeps nothing else when it is written, and a page
 * builds nothing else when it is shown: no element here can run or load anything, and none carries a style of its own.
 */
export interface RichElement {
  /** May hold lines of text of its own: a block begins on a new line. */
  readonly isBlock: boolean
  /** May stand in a title, which is one line. */
  readonly inTitle: boolean
  readonly attributes?: readonly ('class' | 'href' | 'colspan' | 'rowspan')[]
}

const block = { isBlock: true, inTitle: false } as const
const inline = { isBlock: false, inTitle: true } as const
const cell = { ...block, attributes: ['colspan', 'rowspan'] } as const

export const richElements = {
  p: block,
  ul: block,
  ol: block,
  li: block,
  table: block,
  thead: block,
  tbody: block,
  tr: block,
  th: cell,
  td: cell,
  br: { isBlock: false, inTitle: false },
  b: inline,
  strong: inline,
  i: inline,
  em: inline,
  u: inline,
  span: { ...inline, attributes: ['class'] },
  a: { isBlock: false, inTitle: false, attributes: ['href'] },
} as const satisfies Record<string, RichElement>

export type RichTag = keyof typeof richElements

export const richTags = Object.keys(richElements) as RichTag[]

export const isRichTag = (name: string): name is RichTag => Object.hasOwn(richElements, name)

export const richElement = (tag: RichTag): RichElement => richElements[tag]

/** Size and colour, of a `span`: classes of web/components/rich-text.css, and no other. */
export const richClasses = {
  'rich-small': { zhTW: '小字', en: 'Small' },
  'rich-large': { zhTW: '大字', en: 'Large' },
  'rich-larger': { zhTW: '特大字', en: 'Larger' },
  'rich-red': { zhTW: '紅色', en: 'Red' },
  'rich-blue': { zhTW: '藍色', en: 'Blue' },
  'rich-green': { zhTW: '綠色', en: 'Green' },
} as const satisfies Record<string, Text>

export type RichClass = keyof typeof richClasses

export const richClassCodes = Object.keys(richClasses) as RichClass[]

/** Where a link may lead. */
export const richProtocols = ['https', 'mailto'] as const

/** Whether an attribute of an element may stay, with this value. */
export function isRichAttribute(tag: RichTag, name: string, value: string): boolean {
  if (!richElement(tag).attributes?.some((allowed) => allowed === name)) return false
  if (name === 'class') return Object.hasOwn(richClasses, value)
  if (name === 'href') return isRichLink(value)
  return /^[1-9]\d?$/.test(value)
}

/** Absolute, so that it means the same in a feed; without an account in front of the host, which only deceives. */
export function isRichLink(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, href } = new URL(address)
  return richProtocols.some((allowed) => protocol === `${allowed}:`) && !/^https:\/\/[^/?#]*@/.test(href)
}

/** One kind of thing that was taken out of what an author wrote, and how often. */
export interface TakenOut {
  readonly what: 'element' | 'attribute' | 'class' | 'link'
  /** Its name in HTML: `script`, `onclick`, `style`; of a link its protocol. */
  readonly name: string
  readonly count: number
}
