import { z } from 'zod'

/**
 * What Google's Smart Card Connector (ChromeOS) and its clients say to each other over a `chrome.runtime` port: PC/SC's
 * functions by name, with their arguments in the order of winscard.h. Bytes travel as arrays of numbers. Source:
 * docs/connector-app-api.md and pcsc_lite/…/api.js of GoogleChromeLabs/chromeos_smart_card_connector, 4.0.2.
 */

/** In the Chrome Web Store. */
export const connectorId = 'khpfeaanjngmcnplbdlpegiifgpfgdco'

export const connectorTypes = {
  request: 'pcsc_lite_function_call::request',
  response: 'pcsc_lite_function_call::response',
  ping: 'ping',
  pong: 'pong',
} as const

/** `channel_id` is drawn once by each side: another one means that the side was started anew. */
export const connectorPong = (channelId: number) => ({ type: connectorTypes.pong, data: { channel_id: channelId } })
export const connectorPing = { type: connectorTypes.ping, data: {} } as const

export const connectorRequest = (requestId: number, functionName: string, functionArguments: readonly unknown[]) => ({
  type: connectorTypes.request,
  data: { request_id: requestId, payload: { function_name: functionName, arguments: functionArguments } },
})

const requestId = z.int()

/** What the Connector sends. `payload` is the function's return value and outputs; `error` says why it was not called. */
export const connectorMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal(connectorTypes.ping) }),
  z.object({ type: z.literal(connectorTypes.pong), data: z.object({ channel_id: z.number() }) }),
  z.object({
    type: z.literal(connectorTypes.response),
    data: z.union([
      z.object({ request_id: requestId, payload: z.array(z.unknown()) }),
      z.object({ request_id: requestId, error: z.string() }),
    ]),
  }),
])

/** SCARDCONTEXT, SCARDHANDLE, DWORD. */
const number = z.int().nonnegative()
const bytes = z.array(z.int().min(0).max(255)).transform((values) => Uint8Array.from(values))
const nothing = z.tuple([])

/** What each function gives back after its return value, when that is SCARD_S_SUCCESS. */
export const connectorOutputs = {
  SCardEstablishContext: z.tuple([number]),
  SCardReleaseContext: nothing,
  SCardCancel: nothing,
  SCardListReaders: z.tuple([z.array(z.string().max(512))]),
  SCardGetStatusChange: z.tuple([z.array(z.object({ reader_name: z.string(), event_state: number, atr: bytes }))]),
  SCardConnect: z.tuple([number, number]),
  SCardReconnect: z.tuple([number]),
  SCardDisconnect: nothing,
  SCardBeginTransaction: nothing,
  SCardEndTransaction: nothing,
  SCardStatus: z.tuple([z.string(), number, number, bytes]),
  SCardControl: z.tuple([bytes]),
  SCardTransmit: z.tuple([z.object({ protocol: number }), bytes]),
} as const

export type ConnectorFunction = keyof typeof connectorOutputs
export type ConnectorOutput<F extends ConnectorFunction> = z.output<(typeof connectorOutputs)[F]>
