import { pinMessageType } from '../../core/protocol/pin-channel.ts'

/** The one method of a ServiceWorker that is used here. */
export interface PinReceiver {
  postMessage(message: unknown, transfer: Transferable[]): void
}

/**
 * Takes the PIN to the service worker: a message with one end of a fresh MessageChannel, and the bytes on the other end.
 * Transferring detaches `pin`, so this process keeps no copy of it; when anything fails before that, it is filled with zero.
 * `receiver` is asked for first, so that a worker that cannot be had costs the PIN nothing but its typing.
 */
export async function sendPin(
  flow: string,
  pin: Uint8Array<ArrayBuffer>,
  receiver: () => Promise<PinReceiver>,
): Promise<void> {
  try {
    const { port1, port2 } = new MessageChannel()
    const worker = await receiver()
    worker.postMessage({ type: pinMessageType, flow }, [port2])
    port1.postMessage(pin.buffer, [pin.buffer])
  } finally {
    if (pin.byteLength > 0) pin.fill(0) // still here, so it was not sent
  }
}

/** The worker that is active now; a stopped one is started by the message. Rejects when there is none. */
export async function activeWorker(container: {
  readonly ready: Promise<{ readonly active: PinReceiver | null }>
}): Promise<PinReceiver> {
  const { active } = await container.ready
  if (!active) throw new Error('the extension has no active service worker')
  return active
}
