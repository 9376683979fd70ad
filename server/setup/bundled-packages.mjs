import { fileURLToPath } from 'node:url'
import { parts } from './build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The folders of packages (`node_modules/preact`) that a part is made of: `inside` its files, and `beside` them, imported by
 * their name when it runs. Told by the bundler itself, which leaves out what is not used; nothing is written.
 *
 * @param {keyof typeof parts} name
 */
export async function bundledPackages(name) {
  const { config, mode } = parts[name]
  const inside = new Set()
  const beside = new Set()
  const listen = {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        for (const [id, { renderedLength }] of Object.entries(file.modules)) {
          const [folder] = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(id) ?? []
          if (folder !== undefined && renderedLength > 0) inside.add(folder)
        }
        for (const specifier of [...file.imports, ...file.dynamicImports]) {
          const [imported] = /^(?:@[^/]+\/)?[^/.][^/]*/.exec(specifier) ?? []
          if (imported !== undefined && !(specifier in bundle) && !imported.includes(':'))
            beside.add(`node_modules/${imported}`)
        }
      }
    },
  }
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production' // as users get it
  try {
    const { build } = await import('vite')
    await build({
      configFile: `${root}${config}`,
      mode,
      logLevel: 'error',
      plugins: [listen],
      worker: { plugins: () => [listen] },
      build: { write: false },
    })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
  return { inside: [...inside].sort(), beside: [...beside].sort() }
}
