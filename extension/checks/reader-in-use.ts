import type { Check } from './check.ts'
import { refusedWith } from './reader-transports.ts'

export const readerInUse: Check<'reader-in-use'> = {
  id: 'reader-in-use',
  async run({ transports, cardsIn }) {
    const all = await transports()
    const names = all.flatMap((it) => it.readers)
    const refused = refusedWith(all, 'ERR_READER_BUSY', 'ERR_READER_SERIAL_BUSY').map(({ readerName }) => readerName)
    const states = await cardsIn(names)
    const exclusive = names.filter((name) => states.get(name)?.exclusive ?? states.get(name)?.unavailable)
    const held = [...refused, ...exclusive]
    if (held.length > 0) return { finding: 'held', details: { readers: held.join(', ') } }
    return { finding: names.length > 0 ? 'free' : 'none' }
  },
}
