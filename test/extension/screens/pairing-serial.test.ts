// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import { PairingPage } from '../../../extension/pairing/pairing-page.tsx'
import type { PairingPort, PairingSerial } from '../../../extension/pairing/serial-ports.ts'
import { FakeSerialReader } from '../../core/serial-ccid/fake-serial-line.ts'
import { FakeSerial, FakeSerialPort } from '../readers/fake-serial.ts'
import { fakeUsb } from './fake-usb.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

const permissions = {
  managed: async () => undefined,
  contains: async () => false,
  request: async () => false,
  watch: () => () => undefined,
}

class GrantablePort extends FakeSerialPort implements PairingPort {
  forget: () => Promise<void> = async () => undefined
}

/** A browser whose person picks `port` in the chooser, or closes it. */
function browserThatPicks(port: GrantablePort | undefined): PairingSerial & FakeSerial {
  const serial = new FakeSerial()
  const getPorts = async (): Promise<GrantablePort[]> =>
    serial.ports.filter((granted): granted is GrantablePort => granted instanceof GrantablePort)
  const requestPort = async (): Promise<GrantablePort> => {
    if (!port) throw new DOMException('No port selected by the user.', 'NotFoundError')
    port.forget = async () => {
      serial.ports = []
    }
    serial.ports = [port]
    return port
  }
  return Object.assign(serial, { getPorts, requestPort })
}

const nhiReader = () => new GrantablePort(new FakeSerialReader({ slots: 5, echoes: false }))
const open = (serial: PairingSerial | undefined) =>
  show(h(PairingPage, { language: 'zh-TW', usb: fakeUsb().usb, serial, permissions }))
const choose = async () => {
  await press('[data-action=choose-serial]')
  await vi.waitFor(() => expect(find('[data-action=choose-serial]', HTMLButtonElement).disabled).toBe(false), {
    timeout: 5_000,
  })
  await settled(() => undefined)
}

test('a browser without serial ports shows nothing of them', async () => {
  await open(undefined)
  expect(document.querySelector('[data-action=choose-serial]')).toBeNull()
})

test('an NHI reader that was picked is ready, with its slots named, and given back', async () => {
  const port = nhiReader()
  await open(browserThatPicks(port))
  await vi.waitFor(() => expect(shown()).toContain('還沒有選擇連接埠。'))
  await choose()
  expect(find('.notice-good').textContent).toContain('健保卡、醫事人員卡／機構卡、SAM 1')
  expect(find('.notice-good').textContent).toContain('安全模組（SAM）的所屬機構與環境，在登入時核對。')
  expect(find('[data-kind=serial] .row-name').textContent).toBe('健保讀卡機')
  expect(port.closed).toBe(port.opened)
})

test('a port held by another program stays granted, with the reason', async () => {
  const port = nhiReader()
  port.refusal = new DOMException('Failed to open serial port.', 'NetworkError')
  await open(browserThatPicks(port))
  await choose()
  expect(find('[data-code=ERR_READER_SERIAL_BUSY]').textContent).toContain('正由另一個程式使用中')
  expect(find('[data-kind=serial]')).toBeDefined()
})

test('a port that the worker is just looking at is tried again', async () => {
  const port = nhiReader()
  let refused = 0
  const openPort = port.open.bind(port)
  port.open = async (settings) => {
    if (refused++ === 0) throw new DOMException('Failed to open serial port.', 'NetworkError')
    await openPort(settings)
  }
  await open(browserThatPicks(port))
  await choose()
  expect(find('.notice-good')).toBeDefined()
  expect(refused).toBe(2)
})

test('a chooser that was closed is no error', async () => {
  await open(browserThatPicks(undefined))
  await choose()
  expect(document.querySelector('[data-code]')).toBeNull()
})

test('a port can be taken off the list', async () => {
  await open(browserThatPicks(nhiReader()))
  await choose()
  await press('[data-kind=serial] button')
  await vi.waitFor(() => expect(document.querySelector('[data-kind=serial]')).toBeNull())
})
