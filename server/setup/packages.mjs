import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whether node_modules holds what package-lock.json asks for, by the lock file that npm leaves inside. */
function packagesAreCurrent() {
  try {
    const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages
    const have = JSON.parse(readFileSync(`${root}node_modules/.package-lock.json`, 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
    )
  } catch {
    return false
  }
}

/** Installs the packages of the lock file when they are not there. Throws when npm fails. */
export function ensurePackages() {
  if (packagesAreCurrent()) return
  console.log('Installing packages (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('npm ci failed: is the npm registry reachable from this machine?')
}
