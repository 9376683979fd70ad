import type { DeskSnapshot } from '../../demo/reader/virtual-desk.ts'
import type { DemoRequest } from '../background/demo-api.ts'

type WithoutType<R> = R extends unknown ? Omit<R, 'type'> : never
/** What the panel has the worker do; `snapshot` is its own method. */
export type DeskAction = Exclude<WithoutType<DemoRequest>, { action: 'snapshot' }>

/** The desk as the panel sees it; the worker owns it. */
export interface PanelDesk {
  snapshot(): Promise<DeskSnapshot>
  /** Resolves when the desk has changed. Rejects with an Error for an engineer. */
  act(action: DeskAction): Promise<void>
  /** Calls `listener` after every change, whoever made it; returns how to stop. */
  watch(listener: () => void): () => void
}
