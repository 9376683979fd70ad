import type { Action } from './action.ts'

/** The relay's word after the worker was stopped: the sign-in with this id goes on, or its end is told. */
export const resume: Action<'resume'> = {
  name: 'resume',
  run: (request, page, { signIns }) => signIns.resume(request.id, page),
}
