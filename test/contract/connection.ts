import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type {
  ReaderStateFlags,
  SmartCardConnection,
  SmartCardContext,
  SmartCardReaderStateOut,
} from '../../core/smartcard/context.ts'
import { echo, readFlag, setFlag } from '../core/ccid/echo-card.ts'
import { settle } from '../core/smartcard/manual-timers.ts'

/**
 * What a test does to the reader and the card behind a SmartCardContext. The card is an EchoCard (test/core/ccid): it
 * gives data back, and keeps one flag while it has power.
 */
export interface ContractRig {
  readonly context: SmartCardContext
  readonly readerName: string
  insertCard(): void
  removeCard(): void
  unplug(): void
  /** The card is pulled as soon as this is begun, before it is answered. */
  pullAt(step: 'power-on' | 'command'): void
  /** Keeps the card's answers back until the function returned is called. */
  hold(): () => void
  /** Data fields of the echo commands that the card got, first bytes, in order. */
  echoed(): number[]
  /** Lets time pass for a driver that polls. */
  advance(milliseconds: number): Promise<void>
  close(): Promise<void>
}

const unaware: ReaderStateFlags = { unaware: true }
const codes = (...wanted: ErrorCode[]) => ({ code: expect.toBeOneOf(wanted) })

/** The rules every SmartCardContext keeps. `makeRig` gives a reader without a card. */
export function describeSmartCardContext(name: string, makeRig: () => ContractRig | Promise<ContractRig>): void {
  describe(name, () => {
    let rig: ContractRig
    const open = async (mode: 'shared' | 'exclusive' | 'direct' = 'shared'): Promise<SmartCardConnection> =>
      (await rig.context.connect(rig.readerName, mode)).connection
    const flag = async (connection: SmartCardConnection): Promise<number | undefined> =>
      (await connection.transmit(readFlag))[0]

    beforeEach(async () => {
      rig = await makeRig()
    })
    afterEach(() => rig.close())

    test('the reader is listed, and one that is not is not found', async () => {
      expect(await rig.context.listReaders()).toContain(rig.readerName)
      await expect(rig.context.connect('no such reader', 'shared')).rejects.toMatchObject(codes('ERR_READER_NOT_FOUND'))
    })

    test('an empty reader has no card to connect to, and has one after it is inserted', async () => {
      await expect(open()).rejects.toMatchObject(codes('ERR_CARD_ABSENT'))
      rig.insertCard()
      const connection = await open()
      expect(await connection.transmit(echo([1, 2, 3]))).toEqual(Uint8Array.of(1, 2, 3, 0x90, 0))
      await connection.disconnect()
    })

    test('a direct connection needs no card, and reaches none', async () => {
      const connection = await open('direct')
      expect(await connection.status()).toMatchObject({ state: 'absent' })
      await expect(connection.transmit(setFlag)).rejects.toMatchObject(codes('ERR_CARD_ABSENT'))
      await connection.disconnect()
    })

    test('long data comes back whole', async () => {
      rig.insertCard()
      const connection = await open()
      const data = Uint8Array.from({ length: 250 }, (_, index) => index)
      expect((await connection.transmit(echo(data))).subarray(0, -2)).toEqual(data)
      await connection.disconnect()
    })

    test('commands reach the card one at a time and in the order sent', async () => {
      rig.insertCard()
      const [first, second] = [await open(), await open()]
      const sent = [1, 2, 3, 4, 5, 6].map((byte) => (byte % 2 ? first : second).transmit(echo([byte])))
      const answers = await Promise.all(sent)
      expect(answers.map((answer) => answer[0])).toEqual([1, 2, 3, 4, 5, 6])
      expect(rig.echoed()).toEqual([1, 2, 3, 4, 5, 6])
      await first.disconnect()
      await second.disconnect()
    })

    test('status tells reader, protocol and ATR while the card is there', async () => {
      rig.insertCard()
      const { connection, activeProtocol } = await rig.context.connect(rig.readerName, 'shared')
      const status = await connection.status()
      expect(status).toMatchObject({ readerName: rig.readerName, state: activeProtocol })
      expect(status.answerToReset?.[0]).toBe(0x3b)
      rig.removeCard()
      expect(await connection.status()).toMatchObject({ state: 'absent' })
      await connection.disconnect()
    })

    describe('exclusive use', () => {
      test('an exclusive connection keeps others out until it is disconnected', async () => {
        rig.insertCard()
        const exclusive = await open('exclusive')
        await expect(open()).rejects.toMatchObject(codes('ERR_READER_BUSY'))
        await expect(open('exclusive')).rejects.toMatchObject(codes('ERR_READER_BUSY'))
        await exclusive.disconnect()
        await (await open()).disconnect()
      })

      test('a shared connection keeps an exclusive one out, but not a shared one', async () => {
        rig.insertCard()
        const shared = await open()
        await expect(open('exclusive')).rejects.toMatchObject(codes('ERR_READER_BUSY'))
        await (await open()).disconnect()
        await shared.disconnect()
        await (await open('exclusive')).disconnect()
      })

      test('of two that ask at once for exclusive use, one gets it', async () => {
        rig.insertCard()
        const results = await Promise.allSettled([open('exclusive'), open('exclusive')])
        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        for (const result of results) if (result.status === 'fulfilled') await result.value.disconnect()
      })
    })

    describe('transactions', () => {
      test('no command of another connection comes in between', async () => {
        rig.insertCard()
        const [first, second] = [await open(), await open()]
        let other: Promise<Uint8Array> | undefined
        await first.startTransaction(async () => {
          await first.transmit(echo([1]))
          other = second.transmit(echo([9]))
          await first.transmit(echo([2]))
          await settle()
          await first.transmit(echo([3]))
          return 'leave'
        })
        await other
        expect(rig.echoed()).toEqual([1, 2, 3, 9])
        await first.disconnect()
        await second.disconnect()
      })

      test('the card is reset at the end unless the transaction says leave', async () => {
        rig.insertCard()
        const connection = await open()
        const transaction = (end: 'leave' | undefined) =>
          connection.startTransaction(async () => {
            await connection.transmit(setFlag)
            return end
          })
        await transaction('leave')
        expect(await flag(connection)).toBe(1)
        await transaction(undefined)
        expect(await flag(connection)).toBe(0)
        await connection.disconnect()
      })

      test('a transaction that fails resets the card and fails with its own error', async () => {
        rig.insertCard()
        const connection = await open()
        const failing = connection.startTransaction(async () => {
          await connection.transmit(setFlag)
          throw new Error('changed my mind')
        })
        await expect(failing).rejects.toThrow('changed my mind')
        expect(await flag(connection)).toBe(0)
        await connection.disconnect()
      })

      test('waiting for a transaction can be given up, and then nothing is sent', async () => {
        rig.insertCard()
        const [first, second] = [await open(), await open()]
        const controller = new AbortController()
        const reason = new Error('given up')
        await first.startTransaction(async () => {
          const waiting = second.transmit(echo([9]), { signal: controller.signal })
          const beginning = second.startTransaction(async () => 'leave', { signal: controller.signal })
          controller.abort(reason)
          await expect(waiting).rejects.toBe(reason)
          await expect(beginning).rejects.toBe(reason)
          return 'leave'
        })
        expect((await second.transmit(echo([4])))[0]).toBe(4)
        expect(rig.echoed()).toEqual([4])
        await first.disconnect()
        await second.disconnect()
      })
    })

    describe('dispositions', () => {
      test('leave leaves the card as it is', async () => {
        rig.insertCard()
        const [first, second] = [await open(), await open()]
        await first.transmit(setFlag)
        await first.disconnect('leave')
        expect(await flag(second)).toBe(1)
        await second.disconnect()
      })

      test('reset clears what the card had granted, for everybody', async () => {
        rig.insertCard()
        const [first, second] = [await open(), await open()]
        await first.transmit(setFlag)
        await first.disconnect('reset')
        expect(await flag(second)).toBe(0)
        await second.disconnect()
      })

      test.each(['reset', 'unpower', 'eject'] as const)(
        'after %s by the last one the card starts anew',
        async (end) => {
          rig.insertCard()
          const first = await open()
          await first.transmit(setFlag)
          await first.disconnect(end)
          const second = await open()
          expect(await flag(second)).toBe(0)
          await second.disconnect()
        },
      )

      test('disconnecting from a card or reader that is gone does not fail', async () => {
        rig.insertCard()
        const [first, second] = [await open(), await open()]
        rig.removeCard()
        await first.disconnect('reset')
        rig.unplug()
        await settle()
        await second.disconnect('reset')
      })
    })

    describe('a card pulled', () => {
      test('while it is powered: the connection is not made', async () => {
        rig.insertCard()
        rig.pullAt('power-on')
        await expect(open()).rejects.toMatchObject(codes('ERR_CARD_ABSENT', 'ERR_CARD_REMOVED', 'ERR_CARD_MUTE'))
        rig.insertCard()
        await (await open()).disconnect()
      })

      test('during a command: it fails, and so does every later one', async () => {
        rig.insertCard()
        const connection = await open()
        rig.pullAt('command')
        await expect(connection.transmit(echo([1]))).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        await expect(connection.transmit(echo([2]))).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        await connection.disconnect()
      })

      test('between commands, and put back: the old connection stays dead, a new one works', async () => {
        rig.insertCard()
        const old = await open()
        rig.removeCard()
        await settle()
        rig.insertCard()
        await settle()
        await expect(old.transmit(echo([1]))).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        const fresh = await open()
        await expect(old.transmit(echo([2]))).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        expect((await fresh.transmit(echo([3])))[0]).toBe(3)
        expect(rig.echoed()).toEqual([3])
        await old.disconnect('reset')
        expect((await fresh.transmit(echo([4])))[0]).toBe(4)
        await fresh.disconnect()
      })

      test('inside a transaction: it fails, and the next to wait goes on', async () => {
        rig.insertCard()
        const connection = await open()
        const transaction = connection.startTransaction(async () => {
          rig.pullAt('command')
          await connection.transmit(echo([1]))
          return 'leave'
        })
        await expect(transaction).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        rig.insertCard()
        const next = await open()
        expect((await next.transmit(echo([2])))[0]).toBe(2)
        await connection.disconnect()
        await next.disconnect()
      })
    })

    describe('a reader unplugged', () => {
      test('its connections fail, waiting commands too, and it is no longer listed', async () => {
        rig.insertCard()
        const connection = await open()
        rig.hold()
        const running = connection.transmit(echo([1]))
        const waiting = connection.transmit(echo([2]))
        const outcomes = Promise.allSettled([running, waiting])
        await settle()
        rig.unplug()
        const lost = { status: 'rejected', reason: expect.objectContaining({ code: 'ERR_READER_LOST' }) }
        expect(await outcomes).toEqual([lost, lost])
        await expect(connection.status()).rejects.toMatchObject(codes('ERR_READER_LOST'))
        expect(await rig.context.listReaders()).not.toContain(rig.readerName)
        await expect(open()).rejects.toMatchObject(codes('ERR_READER_NOT_FOUND', 'ERR_READER_LOST'))
        await connection.disconnect()
      })

      test('whoever waits for its state is told', async () => {
        const [now] = await rig.context.getStatusChange([{ readerName: rig.readerName, currentState: unaware }])
        const waiting = rig.context.getStatusChange([{ readerName: rig.readerName, currentState: now!.eventState }])
        await settle()
        rig.unplug()
        expect((await waiting)[0]?.eventState).toMatchObject({ unknown: true, changed: true })
      })
    })

    describe('getStatusChange', () => {
      const next = async (
        state: SmartCardReaderStateOut | undefined,
        options?: { timeout?: number; signal?: AbortSignal },
      ): Promise<SmartCardReaderStateOut> => {
        const { eventState: currentState, eventCount: currentCount } = state!
        const rows = [{ readerName: rig.readerName, currentState, currentCount }]
        return (await rig.context.getStatusChange(rows, options))[0]!
      }
      const look = async (): Promise<SmartCardReaderStateOut> =>
        (await rig.context.getStatusChange([{ readerName: rig.readerName, currentState: unaware }]))[0]!

      test('answers at once whoever is unaware, and for a reader that is not there', async () => {
        expect((await look()).eventState).toMatchObject({ empty: true })
        rig.insertCard()
        await rig.advance(1000)
        expect((await look()).eventState).toMatchObject({ present: true })
        const unknown = await rig.context.getStatusChange([{ readerName: 'none', currentState: unaware }])
        expect(unknown[0]?.eventState).toMatchObject({ unknown: true })
      })

      test('wakes when a card comes and when it goes, and the count grows', async () => {
        const empty = await look()
        const inserted = next(empty)
        await settle()
        rig.insertCard()
        await rig.advance(1000)
        const present = await inserted
        expect(present.eventState).toMatchObject({ present: true, changed: true })
        expect(present.eventCount).toBeGreaterThan(empty.eventCount)
        const removed = next(present)
        await settle()
        rig.removeCard()
        await rig.advance(1000)
        expect((await removed).eventState).toMatchObject({ empty: true, changed: true })
        expect((await removed).eventCount).toBeGreaterThan(present.eventCount)
      })

      test('a card swapped while it is in use is noticed', async () => {
        rig.insertCard()
        const connection = await open()
        const present = await look()
        const swapped = next(present)
        await settle()
        rig.removeCard()
        rig.insertCard()
        await rig.advance(1000)
        expect((await swapped).eventCount).toBeGreaterThan(present.eventCount)
        await expect(connection.transmit(echo([1]))).rejects.toMatchObject(codes('ERR_CARD_REMOVED'))
        await connection.disconnect()
      })

      test('connecting to a card is no change of it', async () => {
        rig.insertCard()
        const state = await look()
        let woken = false
        const controller = new AbortController()
        const waiting = next(state, { signal: controller.signal }).then(
          () => (woken = true),
          () => undefined,
        )
        const connection = await open()
        await connection.transmit(echo([1]))
        await rig.advance(1000)
        await connection.disconnect('reset')
        await settle()
        expect(woken).toBe(false)
        controller.abort()
        await waiting
      })

      test('ends with its timeout or its signal', async () => {
        const state = await look()
        const timing = next(state, { timeout: 5000 })
        const outcome = expect(timing).rejects.toMatchObject(codes('ERR_READER_TIMEOUT'))
        await rig.advance(6000)
        await outcome

        const controller = new AbortController()
        const reason = new Error('enough')
        const waiting = next(state, { signal: controller.signal })
        await settle()
        controller.abort(reason)
        await expect(waiting).rejects.toBe(reason)
        await expect(next(state, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      })
    })

    describe('after disconnect', () => {
      test('every call fails, and a second disconnect does nothing', async () => {
        rig.insertCard()
        const connection = await open()
        const other = await open()
        await connection.disconnect()
        const gone = codes('ERR_CARD_REMOVED', 'ERR_READER_LOST')
        await expect(connection.transmit(setFlag)).rejects.toMatchObject(gone)
        await expect(connection.status()).rejects.toMatchObject(gone)
        await expect(connection.startTransaction(async () => 'leave')).rejects.toMatchObject(gone)
        await other.transmit(setFlag)
        await connection.disconnect('reset')
        expect(await flag(other)).toBe(1)
        await other.disconnect()
      })
    })
  })
}
