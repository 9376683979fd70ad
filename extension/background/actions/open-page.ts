import { openPairingPage } from '../pairing-page.ts'
import { requireInFront } from '../who-may-ask.ts'
import type { Action } from './action.ts'

export const openPage: Action<'open-page'> = {
  name: 'open-page',
  async run(_request, page) {
    await requireInFront(page)
    await openPairingPage()
    return {}
  },
}
