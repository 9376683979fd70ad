import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))

/** A folder named on purpose must be there: a typing mistake would else be tests left out. */
export function namedFolder(variable: string): string | undefined {
  const folder = process.env[variable]
  if (folder !== undefined && !existsSync(folder)) throw new Error(`${variable}: there is no folder ${folder}`)
  return folder
}

/** The repository that this clone was made from, when that is a folder of this machine. */
function localOrigin(): string | undefined {
  try {
    const url = execFileSync('git', ['config', '--get', 'remote.origin.url'], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    const path = url.startsWith('file:') ? fileURLToPath(url) : url
    return path.startsWith('/') ? path.replace(/\/(\.git)?\/*$/, '') : undefined
  } catch {
    return undefined // no git, or no clone
  }
}

let folder: string | null | undefined

/** SHARED_DATA, else `../shared/data` beside the project, else beside the repository that it was cloned from. */
function sharedFolder(): string | null {
  const beside = (repository: string) => join(dirname(repository), 'shared/data')
  folder ??=
    namedFolder('SHARED_DATA') ??
    [project, localOrigin()]
      .flatMap((at) => at ?? [])
      .map(beside)
      .find(existsSync) ??
    null
  return folder
}

/** Where a published file or folder is, `x509/limbo.json` or `taiwan/certs`; undefined when it is not on this machine. */
export function findSharedData(name: string): string | undefined {
  const shared = sharedFolder()
  const path = shared === null ? undefined : join(shared, name)
  return path !== undefined && existsSync(path) ? path : undefined
}

/** Ends the test that needs `name`, which is absent: a skip on a developer's machine, a failure where CI is set. */
export function missingSharedData(name: string, skip: TestContext['skip']): never {
  if (!process.env['CI']) return skip(`${name} (shared data folder) is absent`)
  throw new Error(
    `${name} is absent. Put the shared data folder beside the project as ../shared/data, or name it in SHARED_DATA.`,
  )
}

/** The path of what a test reads; see missingSharedData for when it is absent. */
export function requireSharedData(name: string, skip: TestContext['skip']): string {
  return findSharedData(name) ?? missingSharedData(name, skip)
}
