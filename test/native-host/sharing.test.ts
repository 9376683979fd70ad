import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CodedError } from '../../core/errors/coded-error.ts'
import { PcscContext } from '../../core/pcsc/pcsc-context.ts'
import type { SmartCardConnection } from '../../core/smartcard/context.ts'
import { loadScard } from '../../native-host/pcsc/load-scard.ts'
import { pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import type { ContractRig } from '../contract/connection.ts'
import { echo, readFlag, setFlag } from '../core/ccid/echo-card.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { pcscdRig, preparePcscd } from './pcscd-rig.ts'

const reason = whyNoPcscd()

/** Longer than a card is kept after a transaction. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 500))

describe.skipIf(reason !== undefined)('a card is shared with other programs of PC/SC', () => {
  const pcscd = reason === undefined ? preparePcscd() : undefined
  afterAll(() => pcscd?.remove())

  let rig: ContractRig
  let other: PcscContext
  let ours: SmartCardConnection

  beforeEach(async () => {
    rig = await pcscdRig(pcscd!)
    other = new PcscContext({ scard: loadScard(pcscPlatforms.linux) })
    rig.insertCard()
    ours = (await rig.context.connect(rig.readerName, 'shared')).connection
  })
  afterEach(async () => {
    await ours.disconnect()
    await other.close()
    await rig.close()
  })

  const open = async (mode: 'shared' | 'exclusive') => (await other.connect(rig.readerName, mode)).connection
  const ask = (byte: number) =>
    ours.startTransaction(async () => {
      await ours.transmit(echo([byte]))
      return 'leave'
    })

  test('between our transactions another may have it all to itself, and we go on afterwards', async () => {
    await ask(1)
    await idle()
    const theirs = await open('exclusive')
    await theirs.transmit(echo([8]))
    await theirs.disconnect('reset')
    await ask(2)
    expect(rig.echoed()).toEqual([1, 8, 2])
  })

  test('within one, another neither gets it for itself nor a command in between', async () => {
    const theirs = await open('shared')
    let waiting: Promise<Uint8Array> | undefined
    let forItself = 'waiting'
    let asked: Promise<void> | undefined
    await ours.startTransaction(async () => {
      await ours.transmit(echo([1]))
      asked = open('exclusive').then(
        () => void (forItself = 'given'),
        () => void (forItself = 'refused'),
      )
      waiting = theirs.transmit(echo([8]))
      await idle()
      expect(forItself).toBe('waiting') // as pcscd does it, which asks for exclusive use only when a transaction is over
      await ours.transmit(echo([2]))
      return 'leave'
    })
    expect((await waiting)?.[0]).toBe(8)
    await asked
    expect(forItself).toBe('refused')
    expect(rig.echoed()).toEqual([1, 2, 8])
    await theirs.disconnect()
  })

  test('a reset at the end of ours takes our rights away before another can have the card', async () => {
    await ours.startTransaction(async () => {
      await ours.transmit(setFlag)
      return 'reset'
    })
    await idle()
    const theirs = await open('shared')
    expect((await theirs.transmit(readFlag))[0]).toBe(0)
    await theirs.disconnect()
  })

  test('a card that another has to itself is waited for, and then it is busy', async () => {
    await ask(1)
    await idle()
    const theirs = await open('exclusive')
    const waiting = ask(2)
    await idle()
    await theirs.disconnect()
    await waiting

    await idle()
    const again = await open('exclusive')
    await expect(ask(3)).rejects.toMatchObject({ code: 'ERR_READER_BUSY', details: { reader: rig.readerName } })
    await again.disconnect()
    await ask(4)
    expect(rig.echoed()).toEqual([1, 2, 4])
  })

  test('waiting for another’s transaction ends when it is given up, and nothing is sent then', async () => {
    const theirs = await open('shared')
    const busy = new CodedError('ERR_READER_BUSY', 'enough')
    const giveUp = new AbortController()
    let begun = false
    await theirs.startTransaction(async () => {
      const waiting = ours.startTransaction(
        async () => {
          begun = true
          return 'leave'
        },
        { signal: giveUp.signal },
      )
      setTimeout(() => giveUp.abort(busy), 100)
      await expect(waiting).rejects.toBe(busy)
      await expect(ask(1)).rejects.toMatchObject({ code: 'ERR_READER_BUSY' }) // not a second thread that waits
      return 'leave'
    })
    await idle()
    await ask(2)
    expect(begun).toBe(false)
    expect(rig.echoed()).toEqual([2])
    await theirs.disconnect()
  })

  test('a card that was changed while it was let go of is another one', async () => {
    await ask(1)
    await idle()
    rig.removeCard()
    rig.insertCard()
    await rig.advance(0)
    await expect(ask(2)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    await expect(ask(3)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    expect(rig.echoed()).toEqual([1])
  })

  test('disconnecting from a card that was let go of does not disturb who has it', async () => {
    await ask(1)
    await idle()
    const theirs = await open('shared')
    await theirs.transmit(setFlag)
    await ours.disconnect('reset')
    expect((await theirs.transmit(readFlag))[0]).toBe(1)
    await theirs.disconnect()
  })
})
