import type { DeskSnapshot } from '../../demo/reader/virtual-desk.ts'
import type { DemoAnswer, DemoRequest } from '../background/demo-api.ts'
import { deskStore } from '../background/demo-store.demo.ts'
import type { PanelDesk } from './panel-desk.demo.ts'

type Answer = Exclude<DemoAnswer, { ok: true }> | { readonly ok: true; readonly snapshot: DeskSnapshot }

/** The desk in the worker, by the demo API; its store tells of every change. */
export const workerDesk: PanelDesk = {
  snapshot: async () => (await ask({ type: 'demo', action: 'snapshot' })).snapshot,
  async act(action) {
    await ask({ type: 'demo', ...action })
  },
  watch: (listener) => deskStore.watch?.(listener) ?? (() => undefined),
}

async function ask(request: DemoRequest): Promise<Extract<Answer, { ok: true }>> {
  const answer = await chrome.runtime.sendMessage<DemoRequest, Answer>(request)
  if (!answer.ok) throw new Error(answer.error)
  return answer
}
