import type { Check } from './check.ts'
import { readersOf, serviceTransports } from './reader-transports.ts'

export const readerGrant: Check<'reader-grant'> = {
  id: 'reader-grant',
  async run({ transports }) {
    const all = await transports()
    const count = readersOf(all, ['web-usb', 'web-serial']).length
    if (count > 0) return { finding: 'granted', details: { count } }
    return { finding: readersOf(all, serviceTransports).length > 0 ? 'by-service' : 'none' }
  },
}
