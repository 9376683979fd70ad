import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { build, type Plugin, type Rolldown } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const entry = 'extension/popup/first-rows.iife.ts'
const page = /\/extension\/popup\/index(\.demo)?\.html$/

/**
 * Builds the popup's first script: one file that brings its style along and does without preact. The modules and the other
 * styles of the popup's page are put below it, where they hold up no paint.
 */
export function firstRows(target: string): Plugin {
  return {
    name: 'first-rows',
    apply: 'build',
    async buildStart() {
      this.emitFile({ type: 'asset', fileName: entry.replace(/ts$/, 'js'), source: await buildScript(target) })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { path }) => (page.test(path) ? putLast(html) : html),
    },
  }
}

async function buildScript(target: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [preact()],
    resolve: { alias: { 'preact/jsx-runtime': `${root}extension/components/plain-jsx.ts` } },
    build: {
      write: false,
      target,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  if (!('output' in built)) throw new Error('the build of one script has one output')
  const styles = built.output.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source).trim()] : [],
  )
  return putStyles(styles.join('')) + built.output[0].code
}

/**
 * A sheet that is made by script is no style in the page, which the policy of the manifest would not let be. It comes after
 * all others, and so goes once the popup's own files are there.
 */
const putStyles = (css: string): string =>
  `(()=>{const s=new CSSStyleSheet();s.replaceSync(${JSON.stringify(css)});document.adoptedStyleSheets=[s];` +
  'addEventListener("load",()=>{document.adoptedStyleSheets=[]})})();\n'

const links = /\s*<(?:script type="module"|link rel="(?:stylesheet|modulepreload)")[^>]*>(?:<\/script>)?/g

const putLast = (html: string): string =>
  html.replaceAll(links, '').replace(/\s*<\/body>/, `${(html.match(links) ?? []).join('')}\n  </body>`)

/**
 * A file costs a page more than its bytes. So what the popup shares with other screens is one file for all of them, and
 * what it shares with the worker another, since the worker has no use for preact.
 */
export const popupGroups: Rolldown.CodeSplittingGroup[] = [
  {
    debugName: 'popup',
    name(id, context) {
      if (!isReached(/\/popup\/index(\.demo)?\.html$/, id, context)) return null
      return isReached(/\/background\/worker(\.demo)?\.ts$/, id, context) ? 'popup-and-worker' : 'screens'
    },
    minShareCount: 2,
  },
]

type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>

/** Whether a module is imported by an entry, or by what that imports. */
function isReached(entry: RegExp, id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (entry.test(id)) return true
  seen.add(id)
  const importers = graph.getModuleInfo(id)?.importers ?? []
  return importers.some((importer) => !seen.has(importer) && isReached(entry, importer, graph, seen))
}
