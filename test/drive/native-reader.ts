import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CardFile } from '../../demo/cards/card-file.ts'
import type { CardState } from '../../demo/cards/card-memory.ts'
import type { Keypad } from '../../demo/reader/keypad.ts'
import { Pcscd } from '../rigs/pcscd.ts'
import { openPty } from '../rigs/pty.ts'
import { serveSerialReader } from '../rigs/serial-reader.ts'
import { newVirtualCard, VirtualCardReader } from '../rigs/virtual-card-reader.ts'
import { registerCardService } from './register-card-service.ts'

/** The system's PC/SC service with a card in its reader. */
export interface PcscReader {
  readonly cardState: CardState
  close(): Promise<void>
}

/** The same, and the card service registered with one browser profile. */
export interface NativeReader extends PcscReader {
  /** For `launch`: the profile in which the card service is found. */
  readonly browserArgs: readonly string[]
}

/**
 * Needs `whyNoPcscd()` to be undefined. Whoever calls PC/SC afterwards, from here or as a child, reaches it. With `keypad`
 * it is a reader that takes the PIN itself.
 */
export async function openPcscReader(file: CardFile, keypad?: Keypad): Promise<PcscReader> {
  const pty = openPty()
  const { card, memory } = newVirtualCard(file)
  serveSerialReader(pty, new VirtualCardReader(card, 0, keypad))
  const pcscd = new Pcscd()
  pcscd.setReaders([{ name: 'Serial Reader', path: pty.path, ...(keypad ? { model: 'GemPCPinPad' } : {}) }])
  const close = async (): Promise<void> => {
    await pcscd.remove()
    pty.close()
  }
  try {
    await pcscd.start()
    process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket
    return {
      get cardState() {
        return memory.state
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Needs `whyNoPcscd()` to be undefined, and `dist/native-host` to be built. Set before the browser is started. */
export async function openNativeReader(file: CardFile, keypad?: Keypad): Promise<NativeReader> {
  const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-native-reader-'))
  const reader = await openPcscReader(file, keypad)
  const close = async (): Promise<void> => {
    await reader.close()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    const browserArgs = registerCardService(scratch)
    return {
      browserArgs,
      get cardState() {
        return reader.cardState
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
