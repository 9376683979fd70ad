/**
 * As much of a document as preact needs to draw into: elements with attributes, and text. It is written as HTML, and that is
 * all that can be done with it.
 */
export class PlainDocument {
  createElementNS(_namespace: string | null, name: string): PlainElement {
    return new PlainElement(name, this)
  }

  createTextNode(data: string | number): PlainText {
    return new PlainText(data)
  }
}

type PlainNode = PlainElement | PlainText

abstract class Placed {
  parentNode: PlainElement | null = null

  get nextSibling(): PlainNode | null {
    const beside = this.parentNode?.childNodes ?? []
    return beside[beside.findIndex((node) => node === (this as Placed)) + 1] ?? null
  }

  remove(): void {
    this.parentNode?.removeChild(this as unknown as PlainNode)
  }
}

export class PlainText extends Placed {
  readonly nodeType = 3
  /** preact gives numbers as they are. */
  data: string | number

  constructor(data: string | number) {
    super()
    this.data = data
  }

  toHtml(): string {
    return escape(String(this.data))
  }
}

/** HTML's elements without an end (HTML, 13.1.2); of SVG's every one may have its end. */
const withoutEnd: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])

export class PlainElement extends Placed {
  readonly nodeType = 1
  readonly namespaceURI = 'http://www.w3.org/1999/xhtml'
  readonly localName: string
  readonly ownerDocument: PlainDocument
  readonly childNodes: PlainNode[] = []
  readonly #attributes = new Map<string, string>()

  constructor(name: string, ownerDocument: PlainDocument) {
    super()
    this.localName = name
    this.ownerDocument = ownerDocument
  }

  get firstChild(): PlainNode | null {
    return this.childNodes[0] ?? null
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value))
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name)
  }

  getAttribute(name: string): string | undefined {
    return this.#attributes.get(name)
  }

  /** Nothing happens here. */
  addEventListener(): void {}
  removeEventListener(): void {}

  insertBefore(node: PlainNode, before: PlainNode | null): void {
    node.remove()
    const at = before === null ? -1 : this.childNodes.indexOf(before)
    this.childNodes.splice(at === -1 ? this.childNodes.length : at, 0, node)
    node.parentNode = this
  }

  removeChild(node: PlainNode): void {
    const at = this.childNodes.indexOf(node)
    if (at !== -1) this.childNodes.splice(at, 1)
    node.parentNode = null
  }

  /** The first element below this one, or this one, for which it holds. */
  find(fits: (element: PlainElement) => boolean): PlainElement | undefined {
    if (fits(this)) return this
    for (const child of this.childNodes) {
      const found = child instanceof PlainElement ? child.find(fits) : undefined
      if (found) return found
    }
    return undefined
  }

  get text(): string {
    return this.childNodes.map((node) => (node instanceof PlainText ? node.data : node.text)).join('')
  }

  /** What stands in it. */
  innerHtml(): string {
    let html = ''
    for (const node of this.childNodes) html += node.toHtml()
    return html
  }

  toHtml(): string {
    let begin = `<${this.localName}`
    for (const [name, value] of this.#attributes) begin += ` ${name}="${escape(value)}"`
    return withoutEnd.has(this.localName) ? `${begin}>` : `${begin}>${this.innerHtml()}</${this.localName}>`
  }
}

const escape = (text: string): string =>
  /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text
