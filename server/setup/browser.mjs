import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const windowsPrograms = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
]

/** Where a Chromium, Chrome or Edge may be, per system, the one we test with first. */
function places() {
  if (process.platform === 'darwin')
    return macApps.flatMap((app) =>
      ['/Applications', join(homedir(), 'Applications')].map((dir) => `${dir}/${app}.app/Contents/MacOS/${app}`),
    )
  if (process.platform === 'win32')
    return [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
      .filter(Boolean)
      .flatMap((dir) => windowsPrograms.map((program) => join(dir, program)))
  return [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ].map((name) => `/usr/bin/${name}`)
}

/** The browser's path: CHROME_PATH if set, else the first that is installed, else undefined. */
export function findBrowser() {
  const chosen = process.env['CHROME_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH=${chosen} does not exist`)
    return chosen
  }
  return places().find((path) => existsSync(path))
}

const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/** How to run a command as root, or undefined when this user cannot. */
function asRoot() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}

/** Installs Debian packages that are missing. False when this machine is not Debian, the user not root, or apt fails. */
export function installDebianPackages(...packages) {
  if (!isDebian()) return false
  const missing = packages.filter((name) => spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status !== 0)
  if (missing.length === 0) return true
  const root = asRoot()
  if (!root) return false
  console.log(`Installing ${missing.join(', ')} (apt-get) …`)
  const apt = (...args) => {
    const [command, ...rest] = [...root, 'apt-get', '-qq', ...args]
    return (
      spawnSync(command, rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0
    )
  }
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...missing)
}

/** A browser and a font with Chinese glyphs: what is there, else Debian's packages, else a sentence that says what to do. */
export function ensureBrowser() {
  installDebianPackages('chromium', 'fonts-noto-cjk')
  const path = findBrowser()
  if (path) return path
  throw new Error(
    'No Chromium, Chrome or Edge was found and none could be installed. Install one, or set CHROME_PATH to its program file.',
  )
}
