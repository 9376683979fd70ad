import { join } from 'node:path'

/** Where a browser looks for this user's native messaging hosts. */
export interface BrowserRow {
  readonly id: 'chrome' | 'edge' | 'chromium'
  /** Folder below the user's home, for the two systems that look in folders. */
  readonly linux: string
  readonly darwin: string
  /** Key below HKCU. */
  readonly win32: string
}

export const browsers: readonly BrowserRow[] = [
  {
    id: 'chrome',
    linux: '.config/google-chrome/NativeMessagingHosts',
    darwin: 'Library/Application Support/Google/Chrome/NativeMessagingHosts',
    win32: String.raw`Software\Google\Chrome\NativeMessagingHosts`,
  },
  {
    id: 'edge',
    linux: '.config/microsoft-edge/NativeMessagingHosts',
    darwin: 'Library/Application Support/Microsoft Edge/NativeMessagingHosts',
    win32: String.raw`Software\Microsoft\Edge\NativeMessagingHosts`,
  },
  {
    id: 'chromium',
    linux: '.config/chromium/NativeMessagingHosts',
    darwin: 'Library/Application Support/Chromium/NativeMessagingHosts',
    win32: String.raw`Software\Chromium\NativeMessagingHosts`,
  },
]

export type SystemName = 'linux' | 'darwin' | 'win32'

export const isKnownSystem = (name: string): name is SystemName =>
  name === 'linux' || name === 'darwin' || name === 'win32'

/** Where the program's folder stands unless told otherwise. `local`: LOCALAPPDATA, on Windows. */
export function defaultFolder(system: SystemName, home: string, local: string | undefined): string {
  if (system === 'darwin') return join(home, 'Library/Application Support/NHI Portal Card Service')
  if (system === 'win32') return join(local ?? join(home, 'AppData/Local'), 'NHI Portal Card Service')
  return join(home, '.local/share/nhi-portal-card-service')
}
