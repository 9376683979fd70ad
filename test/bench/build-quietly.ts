import { spawnSync } from 'node:child_process'

/** Builds what is stale, in a process of its own: what building tells must not mix with the figures on standard output. */
export function buildQuietly(): void {
  const { status } = spawnSync(process.execPath, ['server/build.mjs'], { stdio: ['ignore', process.stderr, 'inherit'] })
  if (status !== 0) throw new Error('the build failed')
}
