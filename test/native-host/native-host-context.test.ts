import { describe, expect, test } from 'vitest'
import { CcidReader } from '../../core/ccid/ccid-reader.ts'
import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import { NativeHostContext } from '../../extension/readers/native-host.ts'
import type { Messaging } from '../../extension/readers/messaging.ts'
import { describeSmartCardContext } from '../contract/connection.ts'
import { fakeReaderRig } from '../contract/fake-reader-rig.ts'
import { atrs, EchoCard, readFlag } from '../core/ccid/echo-card.ts'
import { fakeDescriptor, FakeReader } from '../core/ccid/fake-reader.ts'
import { ManualTimers, settle } from '../core/smartcard/manual-timers.ts'
import { HostPair } from './host-pair.ts'

function makeDesk() {
  const timers = new ManualTimers()
  const fake = new FakeReader('short-apdu', { notifies: true })
  const readers = new CcidReaders({ timers })
  const port = {
    open: async () => new CcidReader({ pipe: fake, descriptor: fakeDescriptor('short-apdu'), timers }),
    close: async () => undefined,
  }
  readers.add(port, ['Fake Reader'])
  const pair = new HostPair(() => readers)
  return { timers, fake, readers, port, pair, context: new NativeHostContext({ messaging: pair, timers }) }
}

describeSmartCardContext('card service over a reader of ours', () => {
  const { timers, fake, readers, port, context } = makeDesk()
  return fakeReaderRig({
    context,
    readerName: 'Fake Reader',
    fake,
    timers,
    makeCard: () => new EchoCard(atrs.t1),
    unplug: () => {
      fake.lose()
      void readers.remove(port)
    },
    close: () => readers.close(),
  })
})

describe('a service that cannot be used', () => {
  const failing = (text: string): Messaging => ({
    connect: () => ({
      onMessage: { addListener: () => undefined },
      onDisconnect: { addListener: (listener) => queueMicrotask(listener) },
      postMessage: () => undefined,
      disconnect: () => undefined,
    }),
    lastError: () => text,
  })

  test.each([
    ['Specified native messaging host not found.', 'ERR_READER_HOST_MISSING'],
    ['Access to the specified native messaging host is forbidden.', 'ERR_READER_HOST_BLOCKED'],
    ['Access to the native messaging host was disabled by the system administrator.', 'ERR_READER_HOST_BLOCKED'],
    ['Native host has exited.', 'ERR_READER_HOST_LOST'],
    ['Error when communicating with the native messaging host.', 'ERR_READER_HOST_LOST'],
  ])('"%s" is %s, for a person only where there is no reader', async (text, code) => {
    const context = new NativeHostContext({ messaging: failing(text), timers: new ManualTimers() })
    expect(await context.listReaders()).toEqual([])
    expect(await context.refusals()).toMatchObject([{ error: { code }, onlyWithoutReaders: true }])
    await expect(context.connect('any', 'shared')).rejects.toMatchObject({ code })
  })
})

describe('a service that is killed', () => {
  test('its connections fail, its card was reset where a PIN had been sent, and the next use starts it anew', async () => {
    const { fake, pair, context } = makeDesk()
    const card = fake.insert(new EchoCard(atrs.t1))
    const { connection } = await context.connect('Fake Reader', 'shared')
    await connection.transmit(Uint8Array.of(0, 0x20, 0, 0x81, 4, 1, 2, 3, 4))
    await pair.kill()
    await expect(connection.transmit(readFlag)).rejects.toMatchObject({ code: 'ERR_READER_HOST_LOST' })
    expect(fake.powered).toBe(false)
    await connection.disconnect()

    const again = await context.connect('Fake Reader', 'shared')
    expect(await again.connection.transmit(readFlag)).toEqual(Uint8Array.of(0, 0x90, 0))
    expect(pair.starts).toBe(2)
    expect(card.received).toHaveLength(2)
  })

  test.each(['transmit', 'begin', 'status change'] as const)(
    'while it is at work on %s: that fails by its own code',
    async (step) => {
      const { fake, pair, context } = makeDesk()
      fake.insert(new EchoCard(atrs.t1))
      const { connection } = await context.connect('Fake Reader', 'shared')
      const release = fake.hold()
      const work = {
        transmit: () => connection.transmit(readFlag),
        begin: () => connection.startTransaction(async () => void (await connection.transmit(readFlag))),
        'status change': () =>
          context.getStatusChange([{ readerName: 'Fake Reader', currentState: { present: true }, currentCount: 0 }]),
      }[step]()
      const outcome = expect(work).rejects.toMatchObject({ code: 'ERR_READER_HOST_LOST' })
      await settle()
      const killed = pair.kill()
      await outcome
      release()
      await killed
      const again = await context.connect('Fake Reader', 'shared')
      expect((await again.connection.transmit(readFlag)).at(-2)).toBe(0x90)
    },
  )
})

test('nobody uses the service: it is ended, and started again when it is wanted', async () => {
  const { timers, pair, context } = makeDesk()
  await context.listReaders()
  await timers.advance(31_000)
  await context.listReaders()
  await context.listReaders()
  expect(pair.starts).toBe(2)
})
