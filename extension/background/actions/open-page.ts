import { openModulePage } from '../modules/module-page.ts'
import { openPairingPage } from '../pairing-page.ts'
import { requireInFront } from '../who-may-ask.ts'
import type { Action } from './action.ts'

export const openPage: Action<'open-page'> = {
  name: 'open-page',
  async run({ body }, page, { check }) {
    await requireInFront(page)
    switch (body.page) {
      case 'pairing':
        await openPairingPage()
        break
      case 'modules':
        await openModulePage()
        break
      case 'check':
        await check.open({ row: body.row, opener: page.origin })
        break
    }
    return {}
  },
}
