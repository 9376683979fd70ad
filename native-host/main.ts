import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import process from 'node:process'
import { isCoded } from '../core/errors/coded-error.ts'
import type { SmartCardContext } from '../core/smartcard/context.ts'
import { systemTimers } from '../core/smartcard/timers.ts'
import { allowedExtensionIds, extensionIdsFile, originOf } from './allowed-origins.ts'
import { FrameReader, makeFrame } from './frames.ts'
import { loadScard } from './pcsc/load-scard.ts'
import { PcscContext } from '../core/pcsc/pcsc-context.ts'
import { pcscPlatformOf } from './pcsc/platforms.ts'
import { NoReaders } from './no-readers.ts'
import { configuredModules } from './pkcs11/module-configuration.ts'
import { Pkcs11Modules } from './pkcs11/pkcs11-modules.ts'
import { isKnownSystem } from './registration/browsers.ts'
import { serveBrowser } from './serve-browser.ts'

/**
 * The program that the browser starts: requests on standard input, answers on standard output, and nothing else there.
 * It ends when the browser closes the pipe, and at once when what comes is no frame.
 */

// Calls that wait (for a card to come, for another program's transaction) each keep a thread; Node starts four.
process.env['UV_THREADPOOL_SIZE'] ??= '32'

/** Milliseconds for giving the cards back; a call of the system's that hangs then ends with the process. */
const farewell = 3_000

const origin = process.argv.find((argument) => argument.startsWith('chrome-extension://'))
const ids = allowedExtensionIds(fileURLToPath(new URL(extensionIdsFile, import.meta.url)))
if (!origin || !ids.map(originOf).includes(origin)) {
  process.stderr.write('this program is started by the browser, for the portal’s extension only\n')
  process.exit(2)
}

const platform = pcscPlatformOf(process.platform)
const context = openContext()
const conversation = serveBrowser(context, openModules(), (message) => void process.stdout.write(makeFrame(message)))
const frames = new FrameReader()

function openContext(): SmartCardContext {
  if (!platform) return new NoReaders(process.platform)
  try {
    return new PcscContext({ scard: loadScard(platform) })
  } catch (error) {
    if (!isCoded(error)) throw error
    return new NoReaders(error.message, error) // the browser hears it by its code, not as a program that ends
  }
}

function openModules(): Pkcs11Modules {
  const program = fileURLToPath(new URL('pkcs11-module.js', import.meta.url))
  if (!isKnownSystem(process.platform)) return new Pkcs11Modules({ paths: [], program })
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const place = { system: process.platform, home: homedir(), environment: process.env, folder }
  return new Pkcs11Modules({ ...configuredModules(place), program })
}

let ending = false
async function end(exitCode: number): Promise<void> {
  if (ending) return
  ending = true
  systemTimers.setTimeout(() => process.exit(exitCode), farewell)
  await conversation.end()
  process.exit(exitCode)
}

process.stdin.on('data', (bytes: Buffer) => {
  if (ending) return
  try {
    for (const message of frames.take(bytes)) conversation.take(message)
  } catch {
    void end(3)
  } finally {
    bytes.fill(0)
  }
})
process.stdin.on('end', () => void end(0))
process.stdin.on('error', () => void end(0))
process.stdout.on('error', () => void end(0))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0))
