import { isRichAttribute, isRichTag, type RichTag } from './rich-text.ts'

/** A piece of rich text: plain words, or one of the elements that there may be. */
export type RichNode = string | RichElementNode

export interface RichElementNode {
  readonly tag: RichTag
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly RichNode[]
}

/** Nothing of what stands in them is shown. */
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

const piece =
  /<(\/?)([a-z][a-z\d]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*)\s*\/?>|<!--.*?-->|[^<]+|</gis
const attribute = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))/g

interface Open {
  readonly tag: string
  readonly children: RichNode[]
}

/**
 * Reads an announcement's text as the server keeps it, for a page to build it anew: whatever is not in the table of what there
 * may be is left out, whoever sent it. It knows of HTML what the server writes, and needs no document.
 */
export function readRichText(html: string): readonly RichNode[] {
  const whole: RichNode[] = []
  const open: Open[] = [{ tag: '', children: whole }]
  let within: string | undefined
  for (const [text, closes, name = '', attributes = ''] of html.matchAll(piece)) {
    const tag = name.toLowerCase()
    if (within !== undefined) {
      if (closes && tag === within) within = undefined
    } else if (tag === '') {
      if (!text.startsWith('<!--')) innermost(open).push(decode(text))
    } else if (closes) {
      close(open, tag)
    } else if (hidden.has(tag)) {
      within = tag
    } else if (isRichTag(tag)) {
      const children: RichNode[] = []
      innermost(open).push({ tag, attributes: keepAttributes(tag, attributes), children })
      if (tag !== 'br') open.push({ tag, children })
    }
  }
  return whole
}

const innermost = (open: readonly Open[]): RichNode[] => open.at(-1)?.children ?? []

function close(open: Open[], tag: string): void {
  const at = open.findLastIndex((one) => one.tag === tag)
  if (at > 0) open.length = at
}

function keepAttributes(tag: RichTag, text: string): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [, name = '', quoted, single, bare] of text.matchAll(attribute)) {
    const value = decode(quoted ?? single ?? bare ?? '')
    if (isRichAttribute(tag, name.toLowerCase(), value)) kept[name.toLowerCase()] = value
  }
  return kept
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' }

const decode = (text: string): string =>
  text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));?/gi,
    (whole, hex?: string, digits?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = Number.parseInt(hex ?? digits ?? '', hex === undefined ? 10 : 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
