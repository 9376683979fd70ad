import type { VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { cardFiles } from './card-files.ts'
import { OpenSc, whyNoOpenSc } from './opensc.ts'
import { PcscClient } from './pcsc-client.ts'
import { Pcscd, whyNoPcscd } from './pcscd.ts'
import { openUsbDesk } from './usb-desk.ts'
import { UsbMachine, whyNoUsbMachine } from './usb-machine.ts'

/** Why openUsbService cannot be called here; undefined where it can. */
export const whyNoUsbService = (): string | undefined => whyNoUsbMachine() ?? whyNoPcscd() ?? whyNoOpenSc()

/** pcscd with libccid on virtual USB readers, and programs that use it. */
export interface UsbService {
  readonly desk: VirtualDesk
  readonly client: PcscClient
  readonly opensc: OpenSc
  /** The name on the desk of the reader of a model. */
  deskName(model: string): string
  close(): Promise<void>
}

/** With a reader of each model, in this order, and all the demo's cards on the desk. */
export async function openUsbService(models: readonly string[]): Promise<UsbService> {
  const usbDesk = await openUsbDesk(models, cardFiles())
  const machine = new UsbMachine({ usb: usbDesk.usb })
  const pcscd = new Pcscd([machine.enter])
  await pcscd.start()
  const client = new PcscClient(pcscd)
  return {
    desk: usbDesk.desk,
    client,
    opensc: new OpenSc(pcscd.socket),
    deskName: (model) => usbDesk.names.get(model) ?? model,
    async close() {
      await client.close()
      await pcscd.remove()
      machine.remove()
      await usbDesk.close()
    },
  }
}
