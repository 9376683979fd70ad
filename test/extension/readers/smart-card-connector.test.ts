import { describe, expect, test } from 'vitest'
import type { Scard } from '../../../core/pcsc/scard.ts'
import { KeptOpen } from '../../../extension/readers/kept-open.ts'
import { SmartCardConnectorPort } from '../../../extension/readers/smart-card-connector-port.ts'
import { SmartCardConnectorScard } from '../../../extension/readers/smart-card-connector-scard.ts'
import { SmartCardConnectorContext } from '../../../extension/readers/smart-card-connector.ts'
import { pinPadOf } from '../../../core/smartcard/pin-pad.ts'
import { ManualTimers, settle } from '../../core/smartcard/manual-timers.ts'
import { type Permission, StandInConnector } from '../../rigs/stand-in-connector.ts'

const unused = (): never => {
  throw new Error('not a part of this test')
}

/** PC/SC with one empty reader. Cards are in the contract over pcscd (test/native-host). */
function emptyReader(): Scard & { opened: number } {
  let contexts = 0
  return {
    opened: 0,
    notifiesReaderList: true,
    serviceEndsWithReaders: false,
    establishContext: async () => ({ context: ++contexts }),
    async releaseContext() {
      contexts--
    },
    cancel: async () => undefined,
    listReaders: async () => ['Reader 00 00'],
    getStatusChange: async (_context, _timeout, states) =>
      states.map(({ readerName }) => ({ readerName, eventState: 0x10, answerToReset: new Uint8Array() })),
    connect: unused,
    reconnect: unused,
    disconnect: unused,
    beginTransaction: unused,
    endTransaction: unused,
    status: unused,
    transmit: unused,
  }
}

function makeDesk(permission: Permission = 'allowed') {
  const timers = new ManualTimers()
  const connector = new StandInConnector(emptyReader(), permission)
  const context = new SmartCardConnectorContext({ messaging: connector, timers, extensionId: 'ours' })
  const refusal = async () => (await context.refusals())[0]?.error
  return { timers, connector, context, refusal }
}

describe('the Connector lists its readers', () => {
  test('and nothing is refused', async () => {
    const { context, refusal } = makeDesk()
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
    expect(await refusal()).toBeUndefined()
  })

  test('every call of one PC/SC context waits for the one before', async () => {
    const { context, connector } = makeDesk()
    await context.listReaders()
    expect(connector.calls).toEqual([
      'SCardEstablishContext',
      'SCardListReaders',
      'SCardGetStatusChange',
      'SCardReleaseContext',
    ])
  })

  test('nobody uses it: the port is closed, and opened again when it is wanted', async () => {
    const { context, connector, timers } = makeDesk()
    await context.listReaders()
    await timers.advance(31_000)
    await context.listReaders()
    await context.listReaders()
    expect(connector.connects).toBe(2)
  })
})

describe('a Connector that is not there', () => {
  test('is missing, for a person only where there is no reader, and found when it is installed', async () => {
    const { context, connector, timers, refusal } = makeDesk()
    connector.installed = false
    expect(await context.listReaders()).toEqual([])
    expect(await refusal()).toMatchObject({ code: 'ERR_READER_CONNECTOR_MISSING' })
    expect(await context.refusals()).toMatchObject([{ onlyWithoutReaders: true }])
    await expect(context.connect('Reader 00 00', 'shared')).rejects.toMatchObject({
      code: 'ERR_READER_CONNECTOR_MISSING',
    })

    connector.installed = true
    await timers.advance(3_000)
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
    expect(await refusal()).toBeUndefined()
  })

  test('is not looked for at every list', async () => {
    const { context, connector } = makeDesk()
    connector.installed = false
    await context.listReaders()
    await context.listReaders()
    expect(connector.connects).toBe(1)
  })
})

describe('the Connector asks the person', () => {
  test('other readers are not kept waiting, and once it is allowed its readers are there', async () => {
    const { context, connector, timers, refusal } = makeDesk('not answered')
    const listing = context.listReaders()
    await timers.advance(2_000)
    expect(await listing).toEqual([])
    expect(await refusal()).toMatchObject({ code: 'ERR_READER_CONNECTOR_ASKS', details: { extension: 'ours' } })
    connector.answer('allowed')
    await settle()
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
    expect(connector.connects).toBe(1)
  })

  test('a person who takes a minute is asked once', async () => {
    const { context, connector, timers } = makeDesk('not answered')
    for (let second = 0; second < 60; second++) {
      const listing = context.listReaders()
      await timers.advance(2_000)
      await listing
    }
    expect(connector.connects).toBe(1)
    expect(connector.received.filter((text) => text.includes('version'))).toHaveLength(1)
  })

  test('“BLOCK” is a refusal of its own, and no port stays open', async () => {
    const { context, refusal, timers } = makeDesk('denied')
    expect(await context.listReaders()).toEqual([])
    expect(await refusal()).toMatchObject({ code: 'ERR_READER_CONNECTOR_DENIED', details: { extension: 'ours' } })
    await timers.advance(60_000)
    expect(timers.pending).toBe(0)
  })

  test('allowed after all, the readers are there without anything being reloaded', async () => {
    const { context, connector, timers } = makeDesk('denied')
    await context.listReaders()
    connector.answer('allowed')
    await timers.advance(3_000)
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
  })
})

describe('a conversation that breaks', () => {
  const broken = 'ERR_READER_CONNECTOR_LOST'

  test('the port is closed: what waits fails, and the next use opens another', async () => {
    const { context, connector, refusal } = makeDesk()
    await context.listReaders()
    const states = [{ readerName: 'Reader 00 00', currentState: { empty: true }, currentCount: 0 }]
    connector.instead.set('SCardListReaders', { type: 'ping', data: {} }) // and no answer
    const listing = context.listReaders()
    await settle()
    connector.hangUp()
    expect(await listing).toEqual([])
    expect(await refusal()).toMatchObject({ code: broken })
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
    expect((await context.getStatusChange([{ ...states[0]!, currentState: { unaware: true } }]))[0]).toMatchObject({
      eventState: { empty: true },
    })
  })

  test('pings stay unanswered', async () => {
    const { context, connector, timers, refusal } = makeDesk()
    await context.listReaders()
    connector.answersPings = false
    connector.instead.set('SCardListReaders', { type: 'ping', data: {} })
    const listing = context.listReaders()
    await timers.advance(1_500)
    await listing
    await timers.advance(40_000)
    await context.listReaders()
    await settle()
    expect(connector.connects).toBe(2)
    expect(await refusal()).toBeUndefined()
  })

  test('one ping lost is not the end', async () => {
    const { context, connector, timers } = makeDesk()
    await context.listReaders()
    connector.answersPings = false
    await timers.advance(15_000)
    connector.answersPings = true
    await timers.advance(10_000)
    await context.listReaders()
    expect(connector.connects).toBe(1)
  })

  test('another channel id: the other side was started anew, and knows nothing of ours', async () => {
    const { context, connector, timers } = makeDesk()
    await context.listReaders()
    await timers.advance(1)
    connector.channelId++
    await timers.advance(10_000)
    await context.listReaders()
    expect(connector.connects).toBe(2)
  })

  const response = (data: object) => ({ type: 'pcsc_lite_function_call::response', data })
  test.each<[string, unknown]>([
    ['no message', 'hello'],
    ['another type', { type: 'pcsc_lite_function_call::other', data: {} }],
    ['an answer to nothing', response({ request_id: 99, payload: [0] })],
    ['an answer that is neither result nor error', response({ request_id: 3 })],
    ['names that are none', response({ request_id: 3, payload: [0, [1, 2]] })],
    ['too few values', response({ request_id: 3, payload: [0] })],
    ['no return value', response({ request_id: 3, payload: [] })],
    ['a return value that is no number', response({ request_id: 3, payload: ['0', ['Reader']] })],
  ])('what comes is malformed (%s)', async (_, message) => {
    const { context, connector, refusal } = makeDesk()
    connector.instead.set('SCardListReaders', message)
    expect(await context.listReaders()).toEqual([])
    expect(await refusal()).toMatchObject({ code: broken })
    expect(await context.listReaders()).toEqual(['Reader 00 00'])
  })

  test('a request that the Connector could not make sense of is not a broken conversation', async () => {
    const { context, connector, refusal } = makeDesk()
    connector.instead.set('SCardListReaders', response({ request_id: 3, error: 'Error: Unknown function' }))
    expect(await context.listReaders()).toEqual([])
    expect(await refusal()).toMatchObject({ code: 'ERR_READER_PROTOCOL' })
    await context.listReaders()
    expect(connector.connects).toBe(1)
  })
})

test('a reader with a keypad takes the PIN by SCardControl (PC/SC part 10)', async () => {
  const controlled: [code: number, input: readonly number[]][] = []
  const verifyPinDirect = 0x42330006
  const connector = new StandInConnector({
    ...emptyReader(),
    connect: async () => ({ card: { card: 1 }, activeProtocol: 't1' }),
    async control(_card, code, input) {
      controlled.push([code, [...input]])
      return code === verifyPinDirect ? Uint8Array.of(0x90, 0) : Uint8Array.of(0x06, 4, 0x42, 0x33, 0x00, 0x06)
    },
  })
  const context = new SmartCardConnectorContext({
    messaging: connector,
    timers: new ManualTimers(),
    extensionId: 'ours',
  })
  const { connection } = await context.connect('Reader 00 00', 'shared')
  const keypad = pinPadOf(connection)
  const template = {
    minimum: 6,
    maximum: 8,
    reference: 0x81,
    encoding: 'ascii',
    fieldLength: 8,
    padding: 0xff,
  } as const
  expect(await keypad?.verifyPinOnReader(template)).toEqual(Uint8Array.of(0x90, 0))
  expect(controlled.map(([code]) => code)).toEqual([0x42000d48, verifyPinDirect])
  expect(controlled[1]?.[1].slice(-13)).toEqual([0, 0x20, 0, 0x81, 8, ...Array.from({ length: 8 }, () => 0xff)])
})

test('a command is overwritten once it is sent: it may have held a PIN', async () => {
  const posted: { data?: { payload?: { arguments: unknown[] } } }[] = []
  let answer: (message: unknown) => void = () => undefined
  const port = new SmartCardConnectorPort(
    {
      connect: () => ({
        onMessage: { addListener: (listener) => void (answer = listener) },
        onDisconnect: { addListener: () => undefined },
        postMessage: (message) => void posted.push(message as (typeof posted)[number]),
        disconnect: () => undefined,
      }),
      lastError: () => undefined,
    },
    () => undefined,
    new ManualTimers(),
  )
  const scard = new SmartCardConnectorScard(new KeptOpen(async () => port, new ManualTimers()))
  const reply = async (...payload: unknown[]) => {
    await settle()
    const request_id = posted.length - 1 // the first was a ping
    answer({ type: 'pcsc_lite_function_call::response', data: { request_id, payload } })
  }
  const [context] = await Promise.all([scard.establishContext(), reply(0, 7)])
  const [{ card }] = await Promise.all([scard.connect(context, 'Reader', 'shared', ['t1']), reply(0, 8, 2)])
  const transmitting = scard.transmit(card, 't1', Uint8Array.of(0, 0x20, 0, 0x81, 2, 0x31, 0x32))
  await settle()
  expect(posted.at(-1)?.data?.payload?.arguments[2]).toEqual([0, 0x20, 0, 0x81, 2, 0x31, 0x32])
  await reply(0, { protocol: 2 }, [0x90, 0])
  expect(await transmitting).toEqual(Uint8Array.of(0x90, 0))
  expect(posted.at(-1)?.data?.payload?.arguments[2]).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('its pings are answered, with the same id each time', async () => {
  const { context, connector } = makeDesk()
  await context.listReaders()
  connector.say({ type: 'ping', data: {} })
  connector.say({ type: 'ping', data: {} })
  await settle()
  const pongs = connector.received.filter((text) => text.includes('"pong"'))
  expect(pongs).toHaveLength(2)
  expect(new Set(pongs).size).toBe(1)
})
