import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { UsbIpUsb } from '../../../usbip/usbip-usb.ts'
import { Pcscd } from '../../rigs/pcscd.ts'
import { measureContext, type Samples } from './measure-commands.ts'
import { measureLibccid } from './measure-libccid.ts'
import { takeTurns } from './take-turns.ts'

/** The USB/IP server, and the command that runs others where its devices are seen. */
const [, , port, enter = ''] = process.argv
const pcscd = new Pcscd([enter])

async function measureOurs(): Promise<Samples> {
  const usb = new UsbIpUsb({ port: Number(port) })
  const context = new WebUsbContext({ usb, protectsSmartCards: false })
  try {
    return await measureContext(context)
  } finally {
    await context.close()
    await usb.close()
  }
}

try {
  process.stdout.write(JSON.stringify(await takeTurns(measureOurs, () => measureLibccid(pcscd))))
} finally {
  await pcscd.remove()
}
