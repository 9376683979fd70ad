import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allowedExtensionIds, extensionIdsFile, originOf } from '../allowed-origins.ts'
import { nativeHostName } from '../../core/protocol/native-host-channel.ts'
import { modulesFile } from '../pkcs11/module-configuration.ts'
import type { SystemName } from './browsers.ts'

export interface ProgramSource {
  /** The built program, `main.js` with its chunks beside it. */
  readonly built: string
  /** node_modules, for koffi and its binary of this system. */
  readonly modules: string
  /** This machine's Node; undefined leaves it and the binary out, for a package of another system. */
  readonly node: string | undefined
  /** Of the Node that runs it. */
  readonly arch?: string
}

export const launcherName: Record<SystemName, string> = {
  linux: 'card-service',
  darwin: 'card-service',
  win32: 'card-service.cmd',
}

/** A file of ours in every such folder: nothing else is ever removed. */
const marker = 'card-service.json'

/**
 * Lays the program into `folder`, complete with Node: the folder can be copied to a machine of the same kind. Which PKCS#11
 * modules a program that was there before had been told of stays.
 */
export function makeProgramFolder(
  folder: string,
  { built, modules, node, arch = process.arch }: ProgramSource,
  system: SystemName,
  extensionIds: readonly string[],
): void {
  const configuration = readIfThere(join(folder, modulesFile))
  removeProgramFolder(folder)
  if (existsSync(folder)) throw new Error(`${folder} is there and is not a card service's folder`)
  mkdirSync(join(folder, 'node_modules/@koromix'), { recursive: true })
  writeFileSync(join(folder, marker), `${JSON.stringify({ name: nativeHostName, system, arch })}\n`)
  cpSync(built, join(folder, 'program'), { recursive: true })
  const nodeName = system === 'win32' ? 'node.exe' : 'node'
  if (node !== undefined) {
    copyFileSync(node, join(folder, nodeName))
    chmodSync(join(folder, nodeName), 0o755)
    const binary = `@koromix/koffi-${system}-${arch}`
    cpSync(join(modules, binary), join(folder, 'node_modules', binary), { recursive: true })
  }
  for (const file of [
    'package.json',
    'index.js',
    'index.cjs',
    'indirect.js',
    'indirect.cjs',
    'LICENSE.txt',
    'lib',
    'src',
  ])
    cpSync(join(modules, 'koffi', file), join(folder, 'node_modules/koffi', file), {
      recursive: true,
      filter: isNoSource,
    })
  writeFileSync(join(folder, 'program/package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'program', extensionIdsFile), `${JSON.stringify(extensionIds)}\n`)
  if (configuration) writeFileSync(join(folder, modulesFile), configuration)
  const launcher = join(folder, launcherName[system])
  writeFileSync(launcher, system === 'win32' ? windowsLauncher : launcherScript)
  chmodSync(launcher, 0o755)
}

const readIfThere = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined)

export const isProgramFolder = (folder: string): boolean => existsSync(join(folder, marker))

/** koffi brings the C++ it was made from. */
const isNoSource = (path: string): boolean => !/\.(cc|hh|c|h|S|asm|txt)$/i.test(path) || path.endsWith('LICENSE.txt')

/** Removes a folder that `makeProgramFolder` made; leaves any other as it is. */
export function removeProgramFolder(folder: string): void {
  if (isProgramFolder(folder)) rmSync(folder, { recursive: true })
}

/** The native messaging manifest. */
export function hostManifest(folder: string, system: SystemName): string {
  const ids = allowedExtensionIds(join(folder, 'program', extensionIdsFile))
  const manifest = {
    name: nativeHostName,
    description: 'Card service of the NHI portal sign-in',
    path: join(folder, launcherName[system]),
    type: 'stdio',
    allowed_origins: ids.map(originOf),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** The manifest's file, in the program's folder on Windows and in each browser's elsewhere. */
export const manifestFile = `${nativeHostName}.json`

const launcherScript = `#!/bin/sh
folder=$(dirname "$0")
exec "$folder/node" "$folder/program/main.js" "$@"
`
const windowsLauncher = '@echo off\r\n"%~dp0node.exe" "%~dp0program\\main.js" %*\r\n'
