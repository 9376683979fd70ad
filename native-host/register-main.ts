import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { isExtensionId } from './allowed-origins.ts'
import { addModules, configuredModules } from './pkcs11/module-configuration.ts'
import { defaultFolder, isKnownSystem } from './registration/browsers.ts'
import { isProgramFolder, makeProgramFolder, removeProgramFolder } from './registration/program-folder.ts'
import { register, type RegistrationPlace, registrationStatus, runReg, unregister } from './registration/register.ts'

const usage = `npm run native-host -- install [--folder=<path>] [--extension-id=<id> …] [--module=<path> …] | remove [--folder=<path>] | status [--folder=<path>]
`

/** `built` is where the program was built, `modules` the node_modules it takes koffi from. Gives the exit code. */
export function main(args: readonly string[], built: string, modules: string): number {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const options = {
    folder: { type: 'string' },
    'extension-id': { type: 'string', multiple: true },
    module: { type: 'string', multiple: true },
  } as const
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  const [command] = positionals
  const system = process.platform
  const ids = values['extension-id'] ?? []
  if (!isKnownSystem(system) || !ids.every(isExtensionId)) {
    process.stderr.write(isKnownSystem(system) ? usage : `no card service for ${system}\n`)
    return 2
  }
  const place: RegistrationPlace = { system, home: homedir(), reg: runReg }
  const folder = values.folder ?? defaultFolder(system, place.home, process.env['LOCALAPPDATA'])
  if (command === 'install') {
    makeProgramFolder(folder, { built, modules, node: process.execPath }, system, ids)
    if (values.module)
      addModules(
        folder,
        values.module.map((path) => resolve(path)),
      )
    register(folder, place)
    say(`installed in ${folder}, registered for Chrome, Edge and Chromium of this user`)
    return 0
  }
  if (command === 'remove') {
    unregister(place)
    removeProgramFolder(folder)
    say('removed')
    return 0
  }
  if (command === 'status') {
    const rows = registrationStatus(place)
    const there = isProgramFolder(folder)
    say(`program: ${there ? folder : 'not installed'}`)
    for (const { browser, registered, program } of rows)
      say(
        `${browser}: ${registered ? 'registered' : 'not registered'}${program && !program.there ? `, but ${program.path} is gone` : ''}`,
      )
    const { paths } = configuredModules({ system, home: place.home, environment: process.env, folder })
    for (const path of paths) say(`PKCS#11 module: ${path}${existsSync(path) ? '' : ', which is not there'}`)
    return there && rows.every(({ registered, program }) => registered && program?.there !== false) ? 0 : 1
  }
  process.stderr.write(usage)
  return 2
}
