import type { Action } from './action.ts'

export const cancel: Action<'cancel'> = {
  name: 'cancel',
  run: (request, page, { signIns }) => signIns.cancel(request.id, page),
}
