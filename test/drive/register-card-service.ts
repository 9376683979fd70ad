import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addModules } from '../../native-host/pkcs11/module-configuration.ts'
import { hostManifest, makeProgramFolder, manifestFile } from '../../native-host/registration/program-folder.ts'

/**
 * Lays the card service into `folder`, which is empty, and registers it with one browser profile there. Answers what
 * starts a browser with that profile. `modules`: the PKCS#11 modules that it is told of. `dist/native-host` must have been built.
 */
export function registerCardService(folder: string, modules: readonly string[] = []): string[] {
  const program = join(folder, 'card-service')
  makeProgramFolder(
    program,
    { built: 'dist/native-host', modules: 'node_modules', node: process.execPath },
    'linux',
    [],
  )
  addModules(program, modules)
  const profile = join(folder, 'profile')
  mkdirSync(join(profile, 'NativeMessagingHosts'), { recursive: true })
  writeFileSync(join(profile, 'NativeMessagingHosts', manifestFile), hostManifest(program, 'linux'))
  return [`--user-data-dir=${profile}`]
}
