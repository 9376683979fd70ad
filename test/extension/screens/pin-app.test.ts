// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import { PinApp } from '../../../extension/pin/pin-app.tsx'
import { fakePorts } from './fake-port.ts'
import { pinState } from './pin-states.ts'
import { clear, find, press, settled, show } from './render-screen.ts'

afterEach(clear)

async function openWindow() {
  const { ports, port, connect } = fakePorts()
  const posted: { message: unknown; transfer: Transferable[] }[] = []
  const closeWindow = vi.fn()
  const worker = async () => ({
    postMessage: (message: unknown, transfer: Transferable[]) => void posted.push({ message, transfer }),
  })
  await show(h(PinApp, { flow: 'flow-1', browserLanguage: 'zh-TW', connect, worker, closeWindow }))
  return { ports, port, posted, closeWindow }
}

test('the PIN goes to the worker over its own port, and nothing of it over the flow’s', async () => {
  const { port, posted } = await openWindow()
  await settled(() => port().state(pinState()))
  find('#pin', HTMLInputElement).value = '314159'
  await press('button[type=submit]')
  await vi.waitFor(() => expect(posted).toHaveLength(1))
  expect(posted[0]?.message).toEqual({ type: 'nhi-portal:pin', flow: 'flow-1' })
  const [pinPort] = posted[0]?.transfer ?? []
  if (!pinPort || !('start' in pinPort)) throw new Error('no port came with the message')
  const bytes = await new Promise<ArrayBuffer>((resolve) => {
    pinPort.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => resolve(data))
    pinPort.start()
  })
  pinPort.close()
  expect(new TextDecoder().decode(bytes)).toBe('314159')
  expect(port().sent).toEqual([{ action: 'attach', flow: 'flow-1' }])
  expect(document.body.innerHTML).not.toContain('314159')
})

test('a worker that was stopped is attached to again, and the window goes on where it was', async () => {
  const { ports, port } = await openWindow()
  await settled(() => port().state(pinState()))
  find('#pin', HTMLInputElement).value = '3141'
  await settled(() => port().break())
  await vi.waitFor(() => expect(ports).toHaveLength(2))
  await settled(() => port().state(pinState()))
  expect(port().sent).toEqual([{ action: 'attach', flow: 'flow-1' }])
  expect(find('#pin', HTMLInputElement).value).toBe('3141')
  expect(find('.connection-notice').textContent).toBe('讀卡元件已恢復，請繼續。')
})

test('取消 tells the worker and closes the window', async () => {
  const { port, closeWindow } = await openWindow()
  await settled(() => port().state(pinState()))
  await press('form [data-action=cancel]')
  expect(port().sent.at(-1)).toEqual({ action: 'cancel' })
  expect(closeWindow).toHaveBeenCalledOnce()
})
