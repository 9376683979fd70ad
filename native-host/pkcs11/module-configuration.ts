import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { SystemName } from '../registration/browsers.ts'
import { type KnownModule, knownModules } from './known-modules.ts'

/** Which modules there are beside the known ones; docs/native-host.md. */
const moduleConfiguration = z.strictObject({
  /** Absolute paths. */
  modules: z.array(z.string().refine(isAbsolute)).max(16).default([]),
  /** Whether those of known-modules.ts are looked for. */
  knownModules: z.boolean().default(true),
  /** In the administrator's file: whether the user's own is read. */
  userModules: z.boolean().default(true),
})
export type ModuleConfiguration = z.output<typeof moduleConfiguration>

/** In the program's folder, and in the administrator's. */
export const modulesFile = 'pkcs11-modules.json'

/** What of the system decides; handed in, so that a test has one of its own. */
export interface ModulePlace {
  readonly system: SystemName
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The program's folder. */
  readonly folder: string
}

/** Written by administrators alone: whoever names a module runs code as everybody who signs in. */
export function administratorFolder({ system, environment }: Pick<ModulePlace, 'system' | 'environment'>): string {
  if (system === 'win32')
    return join(environment['ProgramFiles'] ?? String.raw`C:\Program Files`, 'NHI Portal Card Service')
  if (system === 'darwin') return '/Library/Application Support/NHI Portal Card Service'
  return '/etc/nhi-portal-card-service'
}

/** The modules to load, the administrator's first, and what is wrong with the configuration. */
export function configuredModules(
  place: ModulePlace,
  components: readonly KnownModule[] = knownModules,
): { paths: string[]; refusals: CodedError[] } {
  const refusals: CodedError[] = []
  const read = (folder: string): ModuleConfiguration => {
    try {
      return readConfiguration(join(folder, modulesFile))
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      refusals.push(error)
      return moduleConfiguration.parse({})
    }
  }
  const machine = read(administratorFolder(place))
  const user = machine.userModules ? read(place.folder) : moduleConfiguration.parse({})
  const known = machine.knownModules && user.knownModules ? findKnownModules(place, components) : []
  return { paths: [...new Set([...machine.modules, ...user.modules, ...known])], refusals }
}

/** Names further modules of this user. Error: as `configuredModules` tells it, for a file that is malformed. */
export function addModules(folder: string, paths: readonly string[]): void {
  const file = join(folder, modulesFile)
  const before = readConfiguration(file)
  const after = { ...before, modules: [...new Set([...before.modules, ...paths])] }
  writeFileSync(file, `${JSON.stringify(moduleConfiguration.parse(after), null, 2)}\n`)
}

/** Error: ERR_READER_MODULE_FAILED for a file that is not as it must be. */
function readConfiguration(path: string): ModuleConfiguration {
  if (!existsSync(path)) return moduleConfiguration.parse({})
  try {
    return moduleConfiguration.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const details = { module: basename(path), field: error instanceof z.ZodError ? 'content' : 'JSON' }
    throw new CodedError('ERR_READER_MODULE_FAILED', `${path} is malformed`, { cause: error, details })
  }
}

function findKnownModules(place: ModulePlace, components: readonly KnownModule[]): string[] {
  return components.flatMap(({ paths }) => {
    const there = paths[place.system].map(({ path }) => filledIn(path, place)).find((path) => existsSync(path))
    return there === undefined ? [] : [there]
  })
}

const filledIn = (path: string, { home, environment }: ModulePlace): string =>
  path.replace(/^~/, home).replace(/%(\w+)%/, (_place, name: string) => environment[name] ?? '')
