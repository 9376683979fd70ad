import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CardFile } from '../../demo/cards/card-file.ts'
import type { CardState } from '../../demo/cards/card-memory.ts'
import { hostManifest, makeProgramFolder, manifestFile } from '../../native-host/registration/program-folder.ts'
import { Pcscd } from '../rigs/pcscd.ts'
import { openPty } from '../rigs/pty.ts'
import { serveSerialReader } from '../rigs/serial-reader.ts'
import { virtualCardReader } from '../rigs/virtual-card-reader.ts'

/** The system's PC/SC service with a card in its reader, and the card service registered with one browser profile. */
export interface NativeReader {
  /** For `launch`: the profile in which the card service is found. */
  readonly browserArgs: readonly string[]
  readonly cardState: CardState
  close(): Promise<void>
}

/** Needs `whyNoPcscd()` to be undefined, and `dist/native-host` to be built. Set before the browser is started. */
export async function openNativeReader(file: CardFile): Promise<NativeReader> {
  const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-native-reader-'))
  const pty = openPty()
  const reader = virtualCardReader(file)
  serveSerialReader(pty, reader)
  const pcscd = new Pcscd()
  pcscd.setReaders([{ name: 'Serial Reader', path: pty.path }])
  const close = async (): Promise<void> => {
    await pcscd.remove()
    pty.close()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    await pcscd.start()
    const folder = join(scratch, 'card-service')
    const source = { built: 'dist/native-host', modules: 'node_modules', node: process.execPath }
    makeProgramFolder(folder, source, 'linux', [])
    const profile = join(scratch, 'profile')
    mkdirSync(join(profile, 'NativeMessagingHosts'), { recursive: true })
    writeFileSync(join(profile, 'NativeMessagingHosts', manifestFile), hostManifest(folder, 'linux'))
    process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket // the browser hands it on to the service
    return {
      browserArgs: [`--user-data-dir=${profile}`],
      get cardState() {
        return reader.memory.state
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
