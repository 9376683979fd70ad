import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds a program of this folder as the server is built: code is timed in the shape in which it serves. Answers its path. */
export async function buildProgram(entry: string): Promise<string> {
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
  return `${root}dist/bench/${name}.mjs`
}

/** Builds a program, runs it in a process of its own with nothing else in memory, and answers what it prints as JSON. */
export async function runBuilt(entry: string, args: readonly string[] = []): Promise<unknown> {
  const program = await buildProgram(entry)
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', program, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`test/bench/${entry} failed`)
  return JSON.parse(stdout)
}
