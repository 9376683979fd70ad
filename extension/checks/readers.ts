import type { ReaderStateFlags } from '../../core/smartcard/context.ts'
import type { Check } from './check.ts'

/** As the readers tell it themselves: no card is powered, and none is spoken to. Signs, since a result holds no words. */
function sign(state: ReaderStateFlags | undefined): string {
  if (state?.mute) return '⚠'
  return state?.present ? '●' : '○'
}

export const readers: Check<'readers'> = {
  id: 'readers',
  async run({ transports, cardsIn }) {
    const names = (await transports()).flatMap((it) => it.readers)
    if (names.length === 0) return { finding: 'none' }
    const states = await cardsIn(names)
    const listed = names.map((name) => `${sign(states.get(name))} ${name}`).join(', ')
    return { finding: 'found', details: { readers: listed.slice(0, 200) } }
  },
}
