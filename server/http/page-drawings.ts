import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { firstAnswersId, type PageRenderer, type RenderedPage } from '../../core/protocol/page-renderer.ts'
import type { Language } from '../../core/i18n/text.ts'
import { type PagePath, pagePaths } from '../../core/protocol/pages.ts'

/** Draws pages, and knows what else each needs. */
export interface PageDrawings {
  readonly renderer: PageRenderer
  /** Style sheets and code of each page that the shell does not name, as elements of its head. */
  readonly links: ReadonlyMap<PagePath, string>
}

/** One source file in the manifest that Vite writes beside the build. */
interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

/** Reads what draws pages, from beside the built pages; undefined where it was not built. Errors: it does not fit the pages. */
export async function readPageDrawings(webDirectory: string): Promise<PageDrawings | undefined> {
  const program = join(webDirectory, '../render/render.js')
  const list = join(webDirectory, '.vite/manifest.json')
  if (!existsSync(program) || !existsSync(list)) return undefined
  const { renderer } = (await import(/* @vite-ignore */ pathToFileURL(program).href)) as {
    readonly renderer: PageRenderer
  }
  const manifest = JSON.parse(readFileSync(list, 'utf8')) as Manifest
  const shell = readFileSync(join(webDirectory, 'index.html'), 'utf8')
  const links = pagePaths.flatMap((path) => {
    const sources = renderer.sources[path]
    return sources ? [[path, linksOf(manifest, sources, shell)] as const] : []
  })
  return { renderer, links: new Map(links) }
}

function linksOf(manifest: Manifest, sources: readonly string[], shell: string): string {
  const chunks = new Set<Chunk>()
  const follow = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the built pages have no ${name}: run "npm run build"`)
    if (chunks.has(chunk)) return
    chunk.imports?.forEach(follow)
    chunks.add(chunk)
  }
  sources.forEach(follow)
  const missing = (file: string) => !shell.includes(`"/${file}"`)
  const styles = new Set([...chunks].flatMap(({ css = [] }) => css))
  return [
    ...[...styles].filter(missing).map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...[...chunks]
      .filter(({ file }) => missing(file))
      .map(({ file }) => `<link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}">`),
  ].join('')
}

const place = '<div id="root"></div>'

/**
 * The whole document: the shell with the page in it, and what the page asked, for its script, which waits on a slow line until
 * the styles are there: the page can be read without it.
 */
export function toDocument(
  shell: string,
  { title, html }: RenderedPage,
  { language, links, answers }: { readonly language: Language; readonly links: string; readonly answers: unknown },
): string {
  if (!shell.includes(place)) throw new Error('the shell has no place for a page')
  // No text in it can end the element, or begin one (HTML, 13.1.2.1); it is no script, and is not run.
  const json = JSON.stringify(answers).replaceAll('<', String.raw`\u003c`)
  const data = `<script type="application/json" id="${firstAnswersId}">${json}</script>`
  return shell
    .replace(/<html lang="[^"]*">/, () => `<html lang="${language}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escape(title)}</title>`)
    .replace('<script type="module"', '<script type="module" fetchpriority="low"')
    .replace('</head>', () => `${links}</head>`)
    .replace(place, () => `<div id="root">${html}</div>${data}`)
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
