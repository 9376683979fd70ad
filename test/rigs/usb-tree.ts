import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { concat } from '../../core/bytes/concat.ts'
import type { ReaderModel } from '../../demo/reader/reader-models.ts'
import { configurationDescriptor, deviceDescriptor, parseInterfaces } from '../../demo/reader/usb-descriptors.ts'

/** A device at its port of the bus: `1-2` is the second. */
export interface UsbPlace {
  readonly busId: string
  readonly model: ReaderModel
}

/** A USB adapter with a serial port, as far as a browser shows it. */
export interface SerialAdapter {
  readonly vendorId: number
  readonly productId: number
}

/** The kernel counts from 1, and the first is the root hub. */
const deviceNumber = (index: number): number => index + 2

export const deviceFile = (index: number): string => `/dev/bus/usb/001/${String(deviceNumber(index)).padStart(3, '0')}`

const hex = (value: number, digits = 4): string => value.toString(16).padStart(digits, '0')

const rootHub = 'devices/platform/rig/usb1'

/** Writes what sysfs says of these devices: what libudev, libusb and Chromium read, and no more. */
export function writeUsbTree(root: string, places: readonly UsbPlace[]): void {
  for (const [index, place] of places.entries()) writeDevice(root, index, place)
}

function writeDevice(root: string, index: number, { busId, model }: UsbPlace): void {
  const configuration = configurationDescriptor(model)
  const number = deviceNumber(index)
  const product = [model.vendorId, model.productId, model.bcdDevice].map((part) => part.toString(16)).join('/')
  const path = join(rootHub, busId)
  writeObject(root, path, 'bus/usb', 'bus/usb/devices', {
    uevent: [
      'MAJOR=189',
      `MINOR=${number - 1}`,
      `DEVNAME=${relative('/dev', deviceFile(index))}`,
      'DEVTYPE=usb_device',
      `PRODUCT=${product}`,
      'BUSNUM=001',
      `DEVNUM=${String(number).padStart(3, '0')}`,
    ].join('\n'),
    descriptors: concat(deviceDescriptor(model), configuration),
    busnum: '1',
    devnum: String(number),
    speed: '12',
    idVendor: hex(model.vendorId),
    idProduct: hex(model.productId),
    bcdDevice: hex(model.bcdDevice),
    bDeviceClass: '00',
    bConfigurationValue: '1',
    bNumConfigurations: '1',
    manufacturer: model.manufacturerName,
    product: model.productName,
    ...(model.serialNumber === null ? {} : { serial: model.serialNumber }),
  })
  for (const { interfaceNumber, interfaceClass } of parseInterfaces(configuration)) {
    writeObject(root, join(path, `${busId}:1.${interfaceNumber}`), 'bus/usb', 'bus/usb/devices', {
      uevent: `DEVTYPE=usb_interface\nPRODUCT=${product}\nINTERFACE=${interfaceClass}/0/0`,
      bInterfaceNumber: hex(interfaceNumber, 2),
      bInterfaceClass: hex(interfaceClass, 2),
    })
  }
}

const serialPort = 'ttyUSB0'
export const serialPortFile = `/dev/${serialPort}`

/** The port of an adapter: its place in sysfs, and in `udev` what the device manager knows of it. */
export function writeSerialTree(root: string, udev: string, { vendorId, productId }: SerialAdapter): void {
  const path = join(rootHub, `1-9/1-9:1.0/${serialPort}/tty/${serialPort}`)
  const [major, minor] = [188, 0]
  writeObject(root, path, 'class/tty', 'class/tty', {
    uevent: `MAJOR=${major}\nMINOR=${minor}\nDEVNAME=${serialPort}`,
    dev: `${major}:${minor}`,
  })
  mkdirSync(join(udev, 'data'), { recursive: true })
  writeFileSync(join(udev, 'control'), '') // without it libudev takes the device manager for not running
  const properties = {
    ID_BUS: 'usb',
    ID_VENDOR_ID: hex(vendorId),
    ID_MODEL_ID: hex(productId),
    ID_MODEL_ENC: 'Serial\\x20Reader',
    ID_SERIAL_SHORT: '0001',
  }
  const lines = Object.entries(properties).map(([name, value]) => `E:${name}=${value}\n`)
  writeFileSync(join(udev, 'data', `c${major}:${minor}`), lines.join(''))
}

/** An object of sysfs with its attributes, its subsystem, and its place in a list. */
function writeObject(
  root: string,
  path: string,
  subsystem: string,
  list: string,
  attributes: Readonly<Record<string, string | Uint8Array>>,
): void {
  const link = (from: string, to: string): void => {
    mkdirSync(join(root, dirname(from)), { recursive: true })
    symlinkSync(relative(dirname(from), to), join(root, from))
  }
  mkdirSync(join(root, path), { recursive: true })
  for (const [name, value] of Object.entries(attributes))
    writeFileSync(join(root, path, name), typeof value === 'string' ? `${value}\n` : value)
  link(join(path, 'subsystem'), subsystem)
  link(join(list, path.slice(path.lastIndexOf('/') + 1)), path)
}
