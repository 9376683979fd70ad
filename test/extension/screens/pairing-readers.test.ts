// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import { PairingPage } from '../../../extension/pairing/pairing-page.tsx'
import type { PairingUsb } from '../../../extension/pairing/choose-reader.ts'
import { readerFilters } from '../../../extension/pairing/reader-filters.ts'
import { fakeDevice, fakeUsb } from './fake-usb.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

const permissions = {
  managed: async () => undefined,
  contains: async () => false,
  request: async () => false,
  watch: () => () => undefined,
}
const open = (usb: PairingUsb | undefined) => show(h(PairingPage, { language: 'zh-TW', usb, permissions }))
const choose = async (button = 'choose-reader') => {
  await press(`[data-action=${button}]`)
  await vi.waitFor(() => expect(find(`[data-action=${button}]`, HTMLButtonElement).disabled).toBe(false))
  await settled(() => undefined)
}

const vendorReader = () => fakeDevice({ product: 'IT-500U', interfaceClass: 0xff })
const ordinaryReader = () => fakeDevice({ product: 'IT-500U', interfaceClass: 0x0b, productId: 0x7506 })
const ez100pu = () => fakeDevice({ product: 'EZ100PU', interfaceClass: 0, vendorId: 0x0ca6, productId: 0x0010 })
const camera = () => fakeDevice({ product: 'Camera', interfaceClass: 0x0e })

test('without readers the page says so and offers the chooser', async () => {
  await open(fakeUsb().usb)
  await vi.waitFor(() => expect(shown()).toContain('還沒有選擇讀卡機。'))
  expect(find('[data-action=choose-reader]').textContent).toBe('選擇讀卡機')
})

test.each([
  ['a vendor-class reader', vendorReader],
  ['the EZ100PU, which hides its class', ez100pu],
])('%s is ready after it was picked, and stays', async (_name, make) => {
  const browser = fakeUsb()
  const device = make()
  browser.willPick(device)
  await open(browser.usb)
  await choose()
  expect(find('.notice-good').textContent).toContain('可以使用了')
  expect(find('[data-kind=ready] .row-name').textContent).toBe(`InfoThink ${device.productName}`)
  expect(device.forgotten).toBe(false)
  expect(device.opened).toBe(false)
  expect(device.calls).not.toContain('claimInterface')
})

test('a reader of the protected class is explained and forgotten, without being opened', async () => {
  const browser = fakeUsb()
  const device = ordinaryReader()
  browser.willPick(device)
  await open(browser.usb)
  await choose()
  expect(find('[data-code=ERR_READER_PROTECTED_CLASS]').textContent).toContain('「InfoThink IT-500U」')
  expect(shown()).toContain('尚未提供讀卡服務程式')
  expect(device.forgotten).toBe(true)
  expect(device.calls).toEqual([])
  expect(document.querySelector('[data-kind]')).toBeNull()
})

test('a device that is no reader is said so and forgotten', async () => {
  const browser = fakeUsb()
  const device = camera()
  browser.willPick(device)
  await open(browser.usb)
  await choose('list-all')
  expect(shown()).toContain('「InfoThink Camera」不是可辨識的讀卡機')
  expect(device.forgotten).toBe(true)
})

test('a reader that the system does not let us open stays, with the reason', async () => {
  const browser = fakeUsb()
  const device = fakeDevice({
    product: 'IT-500U',
    interfaceClass: 0xff,
    opens: () => Promise.reject(new DOMException('Access denied.', 'SecurityError')),
  })
  browser.willPick(device)
  await open(browser.usb)
  await press('[data-action=choose-reader]')
  await vi.waitFor(() => expect(find('[data-code]').dataset['code']).toBe('ERR_READER_ACCESS_DENIED'), 5000)
  expect(device.forgotten).toBe(false)
})

test('a reader that the worker has open for a moment is tried again', async () => {
  const browser = fakeUsb()
  let busy = true
  const device = fakeDevice({
    product: 'IT-500U',
    interfaceClass: 0xff,
    opens: async () => {
      if (!busy) return
      busy = false
      throw new DOMException('Access denied.', 'SecurityError')
    },
  })
  browser.willPick(device)
  await open(browser.usb)
  await press('[data-action=choose-reader]')
  await vi.waitFor(() => expect(find('.notice-good').textContent).toContain('可以使用了'), 5000)
})

test('closing the chooser is no error', async () => {
  await open(fakeUsb().usb)
  await choose()
  expect(find('.panel-status').textContent).toBe('')
  expect(document.querySelector('.notice')).toBeNull()
})

test('the chooser is asked for readers; only the second way asks for everything', async () => {
  const browser = fakeUsb()
  await open(browser.usb)
  await choose()
  await choose('list-all')
  expect(browser.asked).toEqual([{ filters: [...readerFilters] }, { filters: [] }])
})

test('the filters find every kind of reader that the page explains', () => {
  expect(readerFilters).toContainEqual({ classCode: 0x0b })
  expect(readerFilters).toContainEqual({ vendorId: 0x0ca6, productId: 0x0010 })
  expect(readerFilters).toContainEqual({ vendorId: 0x1403, classCode: 0xff })
})

test('a granted reader can be removed', async () => {
  const device = vendorReader()
  await open(fakeUsb([device]).usb)
  await vi.waitFor(() => find('[data-kind=ready]'))
  await press('[data-kind=ready] button')
  await vi.waitFor(() => expect(document.querySelector('[data-kind]')).toBeNull())
  expect(device.forgotten).toBe(true)
})

test('a protected reader that a policy granted is listed as not usable', async () => {
  await open(fakeUsb([ordinaryReader()]).usb)
  await vi.waitFor(() => expect(find('[data-kind=protected]').textContent).toContain('不能使用'))
})

test('a reader plugged in meanwhile appears, and a closed page listens no more', async () => {
  const browser = fakeUsb()
  await open(browser.usb)
  await settled(() => browser.plug(vendorReader()))
  await vi.waitFor(() => find('[data-kind=ready]'))
  await clear()
  expect(browser.listeners.size).toBe(0)
})

test('a browser that keeps USB from extensions is explained, without a button that must fail', async () => {
  await open(undefined)
  expect(find('[role=alert]').textContent).toContain('不讓擴充功能使用 USB 裝置')
  expect(document.querySelector('button')).toBeNull()
})
