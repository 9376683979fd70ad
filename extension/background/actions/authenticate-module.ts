import type { Action } from './action.ts'

/** The portal's answer for a security module, in a sign-in that asked for it. */
export const authenticateModule: Action<'authenticate-module'> = {
  name: 'authenticate-module',
  run: (request, page, { signIns }) => signIns.authenticateModule(request, page),
}
