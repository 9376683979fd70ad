import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Builds a program of this folder as the server is built, runs it in a process of its own, and answers what it prints as
 * JSON: code is timed in the shape in which it serves, with nothing else in memory.
 */
export async function runBuilt(entry: string): Promise<unknown> {
  const name = basename(entry, '.ts')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: `test/bench/${entry}`,
      outDir: 'dist/bench',
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  })
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', `dist/bench/${name}.mjs`], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`test/bench/${entry} failed`)
  return JSON.parse(stdout)
}
