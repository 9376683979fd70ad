import { z } from 'zod'

/**
 * What the demo's own pages and the demo command ask the demo build's worker, by `chrome.runtime.sendMessage`.
 * The production build does not have it.
 */
const type = z.literal('demo')
const reader = z.string().min(1).max(256)
const card = z.string().min(1).max(64)

export const demoRequest = z.discriminatedUnion('action', [
  z.strictObject({ type, action: z.literal('snapshot') }),
  /** Fetches the virtual cards, and who issued them and security modules, from a local portal; they replace those on the desk. */
  z.strictObject({ type, action: z.literal('load-cards'), portal: z.url() }),
  /** By the id of a reader model. A reader that was unplugged is plugged in again. */
  z.strictObject({ type, action: z.literal('plug-reader'), model: z.string().max(64) }),
  z.strictObject({ type, action: z.literal('unplug-reader'), reader }),
  /** `mute`: the wrong way round. */
  z.strictObject({ type, action: z.literal('insert-card'), reader, card, mute: z.boolean().optional() }),
  z.strictObject({ type, action: z.literal('remove-card'), reader }),
  /** The card as it came from its issuing centre. */
  z.strictObject({ type, action: z.literal('reset-card'), card }),
  /** The answer to the next command with this instruction byte comes so much later: time to stop the worker. */
  z.strictObject({
    type,
    action: z.literal('delay-command'),
    reader,
    ins: z.int().min(0).max(0xff),
    milliseconds: z.int().min(1).max(60_000),
  }),
  /** What the person does at a reader's keypad; fails when the reader does not ask for a PIN. */
  z.strictObject({
    type,
    action: z.literal('enter-on-keypad'),
    reader,
    entry: z.union([z.strictObject({ digits: z.string().regex(/^\d{0,16}$/) }), z.enum(['cancel', 'timeout'])]),
  }),
  /** Every plugged reader is allowed to the extension, as if the person had picked each in the browser's chooser. */
  z.strictObject({ type, action: z.literal('pair-all') }),
])
export type DemoRequest = z.output<typeof demoRequest>
export type DemoAction = DemoRequest['action']

/**
 * `snapshot` answers with a DeskSnapshot (demo/reader/virtual-desk.ts) in `snapshot` and the time that cards have spent on
 * commands since the worker started, `plug-reader` with the reader's name.
 */
export type DemoAnswer =
  | { readonly ok: true; readonly snapshot?: unknown; readonly cardMilliseconds?: number; readonly reader?: string }
  /** English, for an engineer. */
  | { readonly ok: false; readonly error: string }
