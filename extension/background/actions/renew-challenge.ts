import type { Action } from './action.ts'

/** A fresh challenge for a sign-in that asked for one. One that does not fit ends the sign-in with its error. */
export const renewChallenge: Action<'renew-challenge'> = {
  name: 'renew-challenge',
  run: (request, page, { signIns }) => signIns.renew(request, page),
}
