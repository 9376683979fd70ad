import { requireTopFrame } from '../who-may-ask.ts'
import type { Action } from './action.ts'

/** Watches the card that signed in. Answered when the watch has ended, which may take hours. */
export const watchCard: Action<'watch-card'> = {
  name: 'watch-card',
  async run({ id, body }, page, { removals }) {
    return { ended: await removals.watch({ id, jkt: body.jkt, page, tabId: requireTopFrame(page) }) }
  },
}
