import { pinMessage } from '../../../core/protocol/pin-window.ts'
import { flowOfPinWindow } from './pin-window.ts'

/** The part of a service worker's `ExtendableMessageEvent` that is used. */
export interface WorkerMessage {
  readonly data: unknown
  readonly source: { readonly url?: string } | null
  readonly ports: readonly MessagePort[]
  /** Keeps the worker alive until the promise is settled. */
  waitUntil(promise: Promise<unknown>): void
}

/** No card's PIN is longer; anything beyond is no PIN. */
const longest = 64

/**
 * Takes a PIN from the message that brings its port (core/protocol/pin-window.ts). Only the PIN window of the flow that
 * the message names may send one, once per port; whatever else comes is dropped and zeroed. `use` owns the bytes.
 */
export function receivePin(event: WorkerMessage, use: (flow: string, pin: Uint8Array) => Promise<void>): void {
  const { data: message } = pinMessage.safeParse(event.data)
  const [port] = event.ports
  if (!port) return
  if (!message || flowOfPinWindow(event.source?.url) !== message.flow) return port.close()

  event.waitUntil(
    new Promise<void>((resolve) => {
      port.addEventListener('close', () => resolve()) // the window went away before it wrote
      port.addEventListener(
        'message',
        ({ data }: MessageEvent<unknown>) => {
          port.close()
          resolve(takeBytes(data, (pin) => use(message.flow, pin)))
        },
        { once: true },
      )
      port.start()
    }),
  )
}

async function takeBytes(data: unknown, use: (pin: Uint8Array) => Promise<void>): Promise<void> {
  if (!(data instanceof ArrayBuffer)) return
  const pin = new Uint8Array(data)
  try {
    if (pin.length <= longest) await use(pin)
  } finally {
    pin.fill(0)
  }
}
