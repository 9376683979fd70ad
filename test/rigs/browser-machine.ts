import type { CardFile } from '../../demo/cards/card-file.ts'
import type { VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { openPty } from './pty.ts'
import { joinSerialLine } from './serial-line.ts'
import { openUsbDesk } from './usb-desk.ts'
import { UsbMachine } from './usb-machine.ts'

/** A machine with virtual readers on USB and on a COM port, on which Chromium grants all of them to one extension. */
export interface BrowserMachine {
  readonly desk: VirtualDesk
  /** The name on the desk of the reader of each model. */
  readonly names: ReadonlyMap<string, string>
  /** A file that starts the browser there. */
  readonly program: string
  close(): Promise<void>
}

const adapter = { vendorId: 0x067b, productId: 0x2303 } // a usual one

/** Needs `whyNoUsbMachine()` to be undefined. The NHI reader, on the COM port, is there besides the `usbModels`. */
export async function openBrowserMachine(options: {
  readonly usbModels: readonly string[]
  readonly cards: readonly CardFile[]
  readonly browser: string
  readonly extensionOrigin: string
}): Promise<BrowserMachine> {
  const { extensionOrigin } = options
  const usbDesk = await openUsbDesk(options.usbModels, options.cards)
  const { desk, usb } = usbDesk
  const nhi = await desk.plugReader('nhi-serial')
  await desk.grantReader(nhi)
  const [port] = await desk.serial.getPorts()
  if (!port) throw new Error('the NHI reader has no port')
  const pty = openPty()
  const part = await joinSerialLine(pty, port)
  const devices = usb.places.map(({ model }) => usbIdentifiers(model))
  const machine = new UsbMachine({
    usb,
    serial: { ...adapter, path: pty.path },
    policies: {
      WebUsbAllowDevicesForUrls: [{ devices, urls: [extensionOrigin] }],
      // Not all ports: a port of the computer itself is nobody's to open.
      SerialAllowUsbDevicesForUrls: [{ devices: [usbIdentifiers(adapter)], urls: [extensionOrigin] }],
    },
  })
  return {
    desk,
    names: new Map([...usbDesk.names, ['nhi-serial', slotForPeople(nhi)]]),
    program: machine.program(options.browser),
    async close() {
      machine.remove()
      await part()
      pty.close()
      await usbDesk.close()
    },
  }
}

/** Of the five slots of an NHI reader, the one for the cards of an institution and its people. */
const slotForPeople = (readerName: string): string => `${readerName} slot 2`

const usbIdentifiers = ({ vendorId, productId }: { readonly vendorId: number; readonly productId: number }) => ({
  vendor_id: vendorId,
  product_id: productId,
})
