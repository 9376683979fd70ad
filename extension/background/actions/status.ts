import type { Action } from './action.ts'

/** Says that the extension is here and serves this site. Nothing about readers and cards. */
export const status: Action<'status'> = {
  name: 'status',
  run: (_request, _page, { extension }) => Promise.resolve({ version: extension.version, id: extension.id }),
}
