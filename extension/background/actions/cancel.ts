import type { Action } from './action.ts'

export const cancel: Action<'cancel'> = {
  name: 'cancel',
  run(request, page, { signIns, removals }) {
    removals.cancel(request.id, page)
    return signIns.cancel(request.id, page)
  },
}
