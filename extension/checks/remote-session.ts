import type { Check } from './check.ts'

/** The browser does not know; the card service asks the system. */
export const remoteSession: Check<'remote-session'> = {
  id: 'remote-session',
  async run({ transports }) {
    const told = (await transports()).find(({ service }) => service?.remoteSession !== undefined)?.service
      ?.remoteSession
    if (told === undefined) return { finding: 'untold' }
    return { finding: told ? 'remote' : 'local' }
  },
}
