import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { build } from '../../server/setup/build.mjs'
import type { MessagingPort } from '../../extension/readers/messaging.ts'
import { ownExtensionId, originOf } from '../../native-host/allowed-origins.ts'
import { FrameReader, makeFrame } from '../../native-host/frames.ts'
import type { TestHost } from './host-tap.ts'

let built: Promise<void> | undefined

/** The card service's program, as a browser starts it: a process of its own behind frames. */
export class HostProcess implements TestHost {
  readonly #environment: Readonly<Record<string, string>>
  readonly #running = new Set<ChildProcess>()
  #newest: ChildProcess | undefined
  #error: string | undefined

  /** `environment`: all of it that the program gets. */
  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment
  }

  static async build(): Promise<void> {
    built ??= build(['native-host'])
    await built
  }

  connect(): MessagingPort {
    const program = 'dist/native-host/main.js'
    const child = spawn(process.execPath, [program, originOf(ownExtensionId)], {
      env: this.#environment,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    this.#newest = child
    this.#running.add(child)
    const frames = new FrameReader()
    let open = true
    child.stdin.on('error', () => undefined) // it was killed with a message on its way
    return {
      onMessage: {
        addListener: (listener) =>
          child.stdout.on('data', (bytes: Buffer) => {
            for (const message of frames.take(bytes)) if (open) listener(message)
          }),
      },
      onDisconnect: {
        addListener: (listener) =>
          child.once('exit', () => {
            this.#running.delete(child)
            if (!open) return
            open = false
            this.#error = 'Native host has exited.'
            listener()
            this.#error = undefined
          }),
      },
      postMessage(message) {
        if (!open) throw new Error('Attempting to use a disconnected port object')
        child.stdin.write(makeFrame(message))
      },
      disconnect() {
        open = false
        child.stdin.end()
      },
    }
  }

  lastError(): string | undefined {
    return this.#error
  }

  crash(): void {
    this.#newest?.kill('SIGKILL')
  }

  /** Bytes as they are, in the place of a frame. */
  write(bytes: Uint8Array): void {
    this.#newest?.stdin?.write(bytes)
  }

  /** Resolves when no process of it is left. */
  async end(): Promise<void> {
    await Promise.all(
      [...this.#running].map(async (child) => {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }),
    )
  }
}
