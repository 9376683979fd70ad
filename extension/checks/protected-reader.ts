import type { Check } from './check.ts'
import { readersOf, refusedWith, serviceTransports } from './reader-transports.ts'

export const protectedReader: Check<'protected-reader'> = {
  id: 'protected-reader',
  async run({ transports }) {
    const all = await transports()
    const found = refusedWith(all, 'ERR_READER_PROTECTED_CLASS').map(({ readerName }) => readerName)
    if (found.length === 0) return { finding: 'none' }
    const reached = readersOf(all, serviceTransports).length > 0
    return { finding: reached ? 'by-service' : 'protected', details: { readers: found.join(', ') } }
  },
}
