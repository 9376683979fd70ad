import { expect, test } from 'vitest'
import { activeWorker, sendPin, type PinReceiver } from '../../../extension/pin/send-pin.ts'

const pinBytes = () => new Uint8Array([0x31, 0x32, 0x33, 0x34, 0x35, 0x36])

/** A worker that notes the message and resolves with what arrives on its port. */
function receiver() {
  const messages: unknown[] = []
  let arrive: (data: ArrayBuffer) => void
  const arrived = new Promise<ArrayBuffer>((resolve) => (arrive = resolve))
  const worker: PinReceiver = {
    postMessage(message, [received]) {
      messages.push(message)
      if (!(received instanceof MessagePort)) throw new Error('no port came with the message')
      received.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        arrive(data)
        received.close()
      })
      received.start()
    },
  }
  return { worker, messages, arrived }
}

test('the PIN goes over the transferred port only; the message itself carries the flow and nothing else', async () => {
  const { worker, messages, arrived } = receiver()
  await sendPin('flow-1', pinBytes(), async () => worker)
  expect(messages).toEqual([{ type: 'nhi-portal:pin', flow: 'flow-1' }])
  expect([...new Uint8Array(await arrived)]).toEqual([...pinBytes()])
})

test('after sending, the window holds no copy', async () => {
  const { worker, arrived } = receiver()
  const pin = pinBytes()
  await sendPin('flow-1', pin, async () => worker)
  await arrived
  expect(pin.buffer.byteLength).toBe(0)
})

test('a PIN that cannot be sent is filled with zero', async () => {
  const noWorker = pinBytes()
  await expect(sendPin('flow-1', noWorker, () => Promise.reject(new Error('none')))).rejects.toThrow('none')
  expect([...noWorker]).toEqual([0, 0, 0, 0, 0, 0])

  const refusing = pinBytes()
  const worker: PinReceiver = {
    postMessage() {
      throw new DOMException('gone', 'InvalidStateError')
    },
  }
  await expect(sendPin('flow-1', refusing, async () => worker)).rejects.toThrow('gone')
  expect([...refusing]).toEqual([0, 0, 0, 0, 0, 0])
})

test('without an active worker sending is refused', async () => {
  await expect(activeWorker({ ready: Promise.resolve({ active: null }) })).rejects.toThrow('no active service worker')
})
