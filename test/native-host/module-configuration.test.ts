import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { knownModules } from '../../native-host/pkcs11/known-modules.ts'
import {
  addModules,
  administratorFolder,
  configuredModules,
  type ModulePlace,
  modulesFile,
} from '../../native-host/pkcs11/module-configuration.ts'

let home: string
/** A Windows of our own: its folders are named by the environment. */
let place: ModulePlace
const file = (folder: string, content: unknown): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, modulesFile), typeof content === 'string' ? content : JSON.stringify(content))
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nhi-portal-modules-'))
  const environment = { ProgramFiles: join(home, 'Program Files'), SystemRoot: join(home, 'Windows') }
  place = { system: 'win32', home, environment, folder: join(home, 'program') }
  mkdirSync(place.folder)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('which modules are loaded', () => {
  test('none where there is none', () => {
    expect(configuredModules(place)).toEqual({ paths: [], refusals: [] })
  })

  test('the user’s own, by absolute paths only', () => {
    addModules(place.folder, ['/opt/a.so'])
    addModules(place.folder, ['/opt/b.so', '/opt/a.so'])
    expect(configuredModules(place).paths).toEqual(['/opt/a.so', '/opt/b.so'])
    file(place.folder, { modules: ['a.so'] })
    expect(configuredModules(place)).toMatchObject({ paths: [], refusals: [{ code: 'ERR_READER_MODULE_FAILED' }] })
  })

  test('the administrator’s come first, and can be the only ones', () => {
    file(place.folder, { modules: ['/opt/user.so'] })
    file(administratorFolder(place), { modules: ['/opt/machine.so'] })
    expect(configuredModules(place).paths).toEqual(['/opt/machine.so', '/opt/user.so'])
    file(administratorFolder(place), { modules: ['/opt/machine.so'], userModules: false, knownModules: false })
    expect(configuredModules(place).paths).toEqual(['/opt/machine.so'])
  })

  test.each(['{', '{"module":[]}', '[]'])('a file of %j is told, and the other one counts', (content) => {
    file(place.folder, content)
    file(administratorFolder(place), { modules: ['/opt/machine.so'] })
    const { paths, refusals } = configuredModules(place)
    expect(paths).toEqual(['/opt/machine.so'])
    expect(refusals).toMatchObject([{ code: 'ERR_READER_MODULE_FAILED', details: { module: modulesFile } }])
  })

  test('of a known component the first that is there: two copies would show every card twice', () => {
    const component: (typeof knownModules)[number] = {
      component: 'A component',
      paths: {
        linux: ['~/lib/first.so', '~/lib/second.so', '~/lib/third.so'].map((path) => ({ path, source: 'this test' })),
        darwin: [],
        win32: [],
      },
    }
    mkdirSync(join(home, 'lib'))
    for (const name of ['second.so', 'third.so']) writeFileSync(join(home, 'lib', name), '')
    const found = configuredModules({ ...place, system: 'linux' }, [component])
    expect(found.paths).toContain(join(home, 'lib/second.so'))
    expect(found.paths).not.toContain(join(home, 'lib/third.so'))
  })
})

test('the administrator’s folder is one that others cannot write to', () => {
  expect(administratorFolder(place)).toContain('Program Files')
  expect(administratorFolder({ ...place, system: 'linux' })).toBe('/etc/nhi-portal-card-service')
})

test('every known path says where it was read', () => {
  for (const { paths } of knownModules)
    for (const { path, source } of Object.values(paths).flat()) expect([path, source]).not.toContain('')
})
