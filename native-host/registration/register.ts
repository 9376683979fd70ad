import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nativeHostName } from '../../core/protocol/native-host-channel.ts'
import { type BrowserRow, browsers, type SystemName } from './browsers.ts'
import { hostManifest, manifestFile } from './program-folder.ts'

/** Where registrations go; handed in, so that a test has a home of its own and no registry. */
export interface RegistrationPlace {
  readonly system: SystemName
  readonly home: string
  /** Runs reg.exe and gives its exit code. */
  readonly reg: (...args: string[]) => number
}

export const runReg = (...args: string[]): number =>
  spawnSync('reg.exe', args, { stdio: 'ignore', windowsHide: true }).status ?? 1

const keyOf = (row: BrowserRow): string => ['HKCU', row.win32, nativeHostName].join('\\')
const fileOf = (row: BrowserRow, { system, home }: RegistrationPlace): string =>
  join(home, system === 'darwin' ? row.darwin : row.linux, manifestFile)

/** Makes the program of `folder` known to every browser of this user, installed or yet to be. */
export function register(folder: string, place: RegistrationPlace): void {
  const manifest = hostManifest(folder, place.system)
  if (place.system === 'win32') {
    const file = join(folder, manifestFile)
    writeFileSync(file, manifest)
    for (const row of browsers) {
      const exitCode = place.reg('add', keyOf(row), '/ve', '/t', 'REG_SZ', '/d', file, '/f')
      if (exitCode !== 0) throw new Error(`reg.exe could not write ${keyOf(row)} (exit code ${exitCode})`)
    }
    return
  }
  for (const row of browsers) {
    const file = fileOf(row, place)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, manifest)
  }
}

export function unregister(place: RegistrationPlace): void {
  for (const row of browsers) {
    if (place.system === 'win32') place.reg('delete', keyOf(row), '/f')
    else rmSync(fileOf(row, place), { force: true })
  }
}

export interface RegistrationStatus {
  readonly browser: BrowserRow['id']
  readonly registered: boolean
  /** The program's path, where it can be read; false in `there` when it is gone. */
  readonly program?: { readonly path: string; readonly there: boolean }
}

export function registrationStatus(place: RegistrationPlace): RegistrationStatus[] {
  return browsers.map((row) => {
    if (place.system === 'win32') return { browser: row.id, registered: place.reg('query', keyOf(row), '/ve') === 0 }
    const file = fileOf(row, place)
    if (!existsSync(file)) return { browser: row.id, registered: false }
    const { path } = JSON.parse(readFileSync(file, 'utf8')) as { path: string }
    return { browser: row.id, registered: true, program: { path, there: existsSync(path) } }
  })
}
