import { describe, expect, test } from 'vitest'
import { CcidReader } from '../../../core/ccid/ccid-reader.ts'
import { CcidReaders } from '../../../core/ccid/ccid-readers.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SmartCardReaderStateOut } from '../../../core/smartcard/context.ts'
import { readerListNotification } from '../../../core/smartcard/reader-states.ts'
import { ManualTimers, settle } from '../smartcard/manual-timers.ts'
import { readFlag, setFlag } from './echo-card.ts'
import { fakeDescriptor, FakeReader } from './fake-reader.ts'

function makePort(timers: ManualTimers, { notifies = false }: { notifies?: boolean } = {}) {
  const fake = new FakeReader('short-apdu', { notifies })
  const made = {
    fake,
    opened: 0,
    closed: 0,
    refuse: undefined as CodedError | undefined,
    port: {
      open: async () => {
        if (made.refuse) throw made.refuse
        made.opened++
        return new CcidReader({ pipe: fake, descriptor: fakeDescriptor('short-apdu'), timers })
      },
      close: async () => void made.closed++,
    },
  }
  return made
}

function makeContext(options?: { notifies?: boolean }) {
  const timers = new ManualTimers()
  const made = makePort(timers, options)
  const context = new CcidReaders({ timers })
  context.add(made.port, ['R'])
  return { ...made, made, timers, context }
}

const unaware = { unaware: true }

describe('a reader', () => {
  test('is opened for its first user, shared, and given back a moment after its last', async () => {
    const { made, fake, timers, context } = makeContext()
    fake.insert()
    expect(await context.listReaders()).toEqual(['R'])
    expect(made.opened).toBe(0)
    const first = await context.connect('R', 'shared')
    const second = await context.connect('R', 'shared')
    await first.connection.disconnect()
    await timers.advance(5000)
    expect(made).toMatchObject({ opened: 1, closed: 0 })
    await second.connection.disconnect()
    await timers.advance(500)
    expect(made.closed).toBe(0)
    await timers.advance(500)
    expect(made.closed).toBe(1)
    expect(timers.pending).toBe(0)
  })

  test('used again within that moment stays open', async () => {
    const { made, fake, timers, context } = makeContext()
    fake.insert()
    for (let n = 0; n < 5; n++) {
      await (await context.connect('R', 'shared')).connection.disconnect()
      await timers.advance(800)
    }
    expect(made).toMatchObject({ opened: 1, closed: 0 })
  })

  test('is given back with its card unpowered, though it was left', async () => {
    const { fake, timers, context } = makeContext()
    fake.insert()
    await (await context.connect('R', 'shared')).connection.disconnect('leave')
    expect(fake.powered).toBe(true)
    await timers.advance(1000)
    expect(fake.powered).toBe(false)
  })

  test('found with a card under power takes that power: a dead session keeps no rights', async () => {
    const { fake, context } = makeContext()
    const card = fake.insert()
    fake.powered = true
    card.apdu(setFlag)
    const [state] = await context.getStatusChange([{ readerName: 'R', currentState: unaware }])
    expect(state?.eventState.present).toBe(true)
    expect(fake.powered).toBe(false)
    const { connection } = await context.connect('R', 'shared')
    expect((await connection.transmit(readFlag))[0]).toBe(0)
    await connection.disconnect()
  })

  test('that cannot be opened is unavailable to those who watch, until it can', async () => {
    const { made, fake, timers, context } = makeContext()
    fake.insert()
    made.refuse = new CodedError('ERR_READER_BUSY', 'somebody has it')
    await expect(context.connect('R', 'shared')).rejects.toMatchObject({ code: 'ERR_READER_BUSY' })
    const [state] = await context.getStatusChange([{ readerName: 'R', currentState: unaware }])
    expect(state?.eventState).toMatchObject({ unavailable: true })
    const waiting = context.getStatusChange([{ readerName: 'R', currentState: state!.eventState }])
    await timers.advance(3000)
    made.refuse = undefined
    await timers.advance(1000)
    expect((await waiting)[0]?.eventState).toMatchObject({ present: true })
  })
})

describe('watching', () => {
  test('a mute card is told once as mute, and no longer when it is gone', async () => {
    const { fake, timers, context } = makeContext()
    fake.insert()
    const look = async (before?: SmartCardReaderStateOut): Promise<SmartCardReaderStateOut> =>
      (await context.getStatusChange([{ readerName: 'R', currentState: before?.eventState ?? unaware }]))[0]!
    const present = await look()
    fake.fault = ({ name, seq }) =>
      name === 'IccPowerOn' ? [Uint8Array.of(0x80, 0, 0, 0, 0, 0, seq, 0x41, 0xfe, 0)] : undefined
    const turned = look(present)
    await settle()
    await expect(context.connect('R', 'shared')).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    const mute = await turned
    expect(mute.eventState).toMatchObject({ present: true, mute: true })
    expect(mute.eventCount).toBe(present.eventCount)
    const gone = look(mute)
    await settle()
    fake.remove()
    await timers.advance(1000)
    expect((await gone).eventState).toMatchObject({ empty: true })
  })

  test('polls only while somebody waits', async () => {
    const { fake, timers, context } = makeContext()
    const controller = new AbortController()
    const [state] = await context.getStatusChange([{ readerName: 'R', currentState: unaware }])
    const waiting = context.getStatusChange([{ readerName: 'R', currentState: state!.eventState }], {
      signal: controller.signal,
    })
    const outcome = expect(waiting).rejects.toThrow('enough')
    const before = fake.heard.length
    await timers.advance(4000)
    expect(fake.heard.length - before).toBe(10)
    controller.abort(new Error('enough'))
    await outcome
    await timers.advance(4000)
    expect(fake.heard.length - before).toBe(10)
  })

  test('polls a reader with an interrupt pipe until it has told something by it, and not after', async () => {
    const { fake, timers, context } = makeContext({ notifies: true })
    const look = async (currentState: object) =>
      (await context.getStatusChange([{ readerName: 'R', currentState }]))[0]!.eventState
    const empty = await look(unaware)
    const inserted = look(empty)
    const before = fake.heard.length
    await timers.advance(4000)
    expect(fake.heard.length - before).toBe(10)
    fake.insert()
    const removed = look(await inserted)
    await settle()
    const after = fake.heard.length
    await timers.advance(60_000)
    expect(fake.heard).toHaveLength(after)
    fake.remove()
    expect(await removed).toMatchObject({ empty: true })
  })

  test('the list of readers changes when one comes or goes', async () => {
    const { timers, context, port } = makeContext()
    const list = async (before?: SmartCardReaderStateOut): Promise<SmartCardReaderStateOut> => {
      const counted = before && { currentCount: before.eventCount }
      const currentState = before?.eventState ?? unaware
      return (await context.getStatusChange([{ readerName: readerListNotification, currentState, ...counted }]))[0]!
    }
    const first = await list()
    const came = list(first)
    context.add(makePort(timers).port, ['S'])
    const second = await came
    expect(second.eventState.changed).toBe(true)
    const went = list(second)
    await context.remove(port)
    expect((await went).eventCount).toBeGreaterThan(second.eventCount)
    expect(await context.listReaders()).toEqual(['S'])
  })

  test('a reader asked about by name is watched as soon as it comes', async () => {
    const { timers, context } = makeContext()
    const waiting = context.getStatusChange([{ readerName: 'S', currentState: { unknown: true } }])
    const made = makePort(timers)
    made.fake.insert()
    await settle()
    context.add(made.port, ['S'])
    expect((await waiting)[0]?.eventState).toMatchObject({ present: true })
  })
})
