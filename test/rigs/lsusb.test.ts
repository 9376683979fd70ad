import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readerModel, readerModels } from '../../demo/reader/reader-models.ts'
import { describeRig } from './describe-rig.ts'
import { openUsbDesk, type UsbDesk } from './usb-desk.ts'
import { UsbMachine, whyNoUsbMachine } from './usb-machine.ts'

const models = readerModels.filter(({ serialLine }) => !serialLine)
const missing = whyNoUsbMachine() ?? (spawnSync('lsusb', ['--version']).status === 0 ? undefined : 'needs lsusb')

describeRig('lsusb judges the virtual readers’ descriptors', missing, () => {
  let usbDesk: UsbDesk
  let machine: UsbMachine

  beforeAll(async () => {
    usbDesk = await openUsbDesk(
      models.map(({ id }) => id),
      [],
    )
    machine = new UsbMachine({ usb: usbDesk.usb })
  })
  afterAll(async () => {
    machine?.remove()
    await usbDesk?.close()
  })

  const lsusb = async (...args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(machine.enter, ['lsusb', ...args], { timeout: 10_000 })
    return stdout + stderr
  }

  it('every reader is on the bus by its names', async () => {
    const text = await lsusb()
    for (const { manufacturerName, productName } of models) expect(text).toContain(`${manufacturerName} ${productName}`)
  })

  it('nothing in a descriptor is found wanting, strings and status are answered', async () => {
    // It says of itself that it knows CCID 1.0 only.
    const text = (await lsusb('--verbose')).replace('(Warning: Only accurate for version 1.0)', '')
    expect(text).not.toMatch(/warning|invalid|error|junk|can't|couldn't/i)
    expect(text.match(/^Device Status: +0x0000$/gm)).toHaveLength(models.length)
    // A vendor's interface may have the class descriptor too, which is then not for lsusb to read.
    const describing = models.filter(
      ({ describesItself, interfaceClass }) => describesItself && interfaceClass === 0xff,
    )
    expect(text.match(/UNRECOGNIZED: +36 21 /g)).toHaveLength(describing.length)
  })

  it('the class descriptor of a smart-card interface says what the model says', async () => {
    const { vendorId, productId, ccid } = readerModel('it-500u-protected')
    const text = await lsusb('--verbose', '-d', `${vendorId.toString(16)}:${productId.toString(16)}`)
    expect(text).toContain('ChipCard Interface Descriptor:')
    expect(text).toMatch(new RegExp(`dwMaxIFSD +${ccid.dwMaxIFSD}\n`))
    expect(text).toMatch(new RegExp(`dwMaxCCIDMsgLen +${ccid.dwMaxCCIDMessageLength}\n`))
    for (const words of ['Short APDU level exchange', 'Auto voltage selection']) expect(text).toContain(words)
  })
})
