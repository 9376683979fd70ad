import type { ComponentChildren, FunctionComponent } from 'preact'

/** What JSX makes, by preact's runtime or by plain-jsx.ts. */
interface Element {
  readonly type: string | FunctionComponent
  readonly props: Readonly<Record<string, unknown>> & { readonly children?: ComponentChildren }
}

/**
 * Makes nodes of what a component without hooks says, once and for all: no preact, no events. For what must stand there
 * before preact does.
 */
export function draw(content: ComponentChildren, namespace: string = html): DocumentFragment {
  const drawn = document.createDocumentFragment()
  for (const part of [content].flat(Infinity) as ComponentChildren[]) {
    if (isElement(part)) drawn.append(drawElement(part, namespace))
    else if (typeof part === 'string' || typeof part === 'number') drawn.append(String(part))
  }
  return drawn
}

const html = 'http://www.w3.org/1999/xhtml'
const svg = 'http://www.w3.org/2000/svg'

const isElement = (part: unknown): part is Element => typeof part === 'object' && part !== null && 'type' in part

function drawElement({ type, props }: Element, namespace: string): Node {
  if (typeof type === 'function') return draw(type(props, undefined), namespace)
  const inside = type === 'svg' ? svg : namespace
  const element = document.createElementNS(inside, type)
  for (const [name, value] of Object.entries(props)) if (isSet(name, value)) element.setAttribute(name, String(value))
  element.append(draw(props.children, inside))
  return element
}

/** As preact has it: `false` is a value of `aria-*` and `data-*` alone. */
const isSet = (name: string, value: unknown): boolean =>
  name !== 'children' &&
  value !== undefined &&
  value !== null &&
  typeof value !== 'function' &&
  (value !== false || /^(aria|data)-/.test(name))
