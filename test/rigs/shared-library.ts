import { spawnSync } from 'node:child_process'

/** Why a shared library cannot be made here; undefined where it can. */
export function whyNoCompiler(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  return spawnSync('gcc', ['--version']).status === 0 ? undefined : 'needs gcc'
}

export function makeSharedLibrary(source: string, library: string, ...options: readonly string[]): void {
  const always = ['-shared', '-fPIC', '-Wall', '-Werror']
  const { status, stderr } = spawnSync('gcc', [...always, ...options, '-o', library, source])
  if (status !== 0) throw new Error(String(stderr))
}
