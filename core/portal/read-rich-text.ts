import { isRichAttribute, isRichTag, type RichTag, type TakenOut } from './rich-text.ts'

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
  /<(\/?)([a-z][^\s"'<>/]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*)\s*\/?>|<!--(?:.*?-->|.*$)|<[!?][^>]*>|[^<]+|</gis
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?/g

/** What ends where another begins, though nobody wrote its end (HTML, 13.1.2.4). */
const endsAt: Readonly<Partial<Record<RichTag, readonly string[]>>> = {
  p: ['p'],
  ul: ['p'],
  ol: ['p'],
  table: ['p'],
  li: ['p', 'li'],
  tr: ['p', 'td', 'th', 'tr'],
  td: ['p', 'td', 'th'],
  th: ['p', 'td', 'th'],
}

/** Without them nothing is lost of what was written. */
const unmissed: ReadonlySet<string> = new Set([
  'html',
  'head',
  'body',
  'div',
  'section',
  'article',
  'meta',
  'font',
  'o:p',
])

/** Is told of what is left out: what it is, and its name. */
export type Tell = (what: TakenOut['what'], name: string) => void

interface Open {
  readonly tag: string
  readonly children: RichNode[]
}

/**
 * Reads an announcement's text as the server keeps it, or what was pasted into an editor, to build it anew: whatever is not
 * in the table of what there may be is left out, whoever wrote it. It needs no document, and makes none: a browser's own
 * parser would already look at what an element may do.
 */
export function readRichText(html: string, tell: Tell = () => {}): readonly RichNode[] {
  const whole: RichNode[] = []
  const open: Open[] = [{ tag: '', children: whole }]
  let within: string | undefined
  for (const [text, closes, name = '', attributes = ''] of html.matchAll(piece)) {
    const tag = name.toLowerCase()
    if (within !== undefined) {
      if (closes && tag === within) within = undefined
    } else if (tag === '') {
      if (!/^<[!?]/.test(text)) innermost(open).push(decode(text))
    } else if (closes) {
      close(open, tag)
    } else if (isRichTag(tag)) {
      while (endsAt[tag]?.includes(open.at(-1)?.tag ?? '')) open.pop()
      const children: RichNode[] = []
      innermost(open).push({ tag, attributes: keepAttributes(tag, attributes, tell), children })
      if (tag !== 'br') open.push({ tag, children })
    } else {
      if (!unmissed.has(tag)) tell('element', tag)
      if (hidden.has(tag)) within = tag
    }
  }
  return whole
}

const innermost = (open: readonly Open[]): RichNode[] => open.at(-1)?.children ?? []

function close(open: Open[], tag: string): void {
  const at = open.findLastIndex((one) => one.tag === tag)
  if (at > 0) open.length = at
}

function keepAttributes(tag: RichTag, text: string, tell: Tell): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [, written = '', quoted, single, bare] of text.matchAll(attribute)) {
    const name = written.toLowerCase()
    const value = decode(quoted ?? single ?? bare ?? '')
    if (isRichAttribute(tag, name, value)) kept[name] = value
    else if (name === 'href') tell('link', /^\s*([A-Za-z][\w+.-]*):/.exec(value)?.[1]?.toLowerCase() ?? 'href')
    else tell(name === 'class' ? 'class' : 'attribute', name)
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
