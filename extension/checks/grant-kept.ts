import type { Check } from './check.ts'

/** Chromium remembers a USB device by its serial number; one without is forgotten when it is unplugged. */
export const grantKept: Check<'grant-kept'> = {
  id: 'grant-kept',
  async run({ usbDevices }) {
    const devices = await usbDevices()
    if (devices.length === 0) return { finding: 'none' }
    const nameless = devices.filter(({ serialNumber }) => !serialNumber)
    if (nameless.length === 0) return { finding: 'kept' }
    return {
      finding: 'not-kept',
      details: { readers: nameless.map(({ productName }) => productName ?? '?').join(', ') },
    }
  },
}
