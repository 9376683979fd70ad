import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromHex } from '../../core/bytes/hex.ts'
import { CardChannel } from '../../core/smartcard/card-channel.ts'
import type { SmartCardConnection, SmartCardContext } from '../../core/smartcard/context.ts'
import { type PinPadConnection, pinPadOf, type PinTemplate } from '../../core/smartcard/pin-pad.ts'
import { select } from '../../core/smartcard/select.ts'
import { verifyPinOnReader } from '../../core/smartcard/verify-pin.ts'
import type { CardState } from '../../demo/cards/card-memory.ts'
import type { KeypadEntry } from '../../demo/reader/keypad.ts'

/** A reader with a keypad, and an HCA test card in it whose PIN is 123456. */
export interface PinPadRig {
  readonly context: SmartCardContext
  readonly readerName: string
  enter(entry: KeypadEntry): void
  /** Resolves once the reader waits for somebody at its keypad. */
  asked(): Promise<void>
  /** The reader's own time runs out, where an entry that was given up goes on until then. */
  timeRunsOut(): void
  cardState(): CardState | Promise<CardState>
  close(): Promise<void>
}

const template: PinTemplate = {
  reference: 0x81,
  encoding: 'ascii',
  minimum: 6,
  maximum: 8,
  fieldLength: 8,
  padding: 0xff,
}

/** The rules of a PIN that is entered on the reader, whatever the transport. */
export function describePinPad(name: string, makeRig: () => Promise<PinPadRig>): void {
  describe(name, () => {
    let rig: PinPadRig
    let connection: SmartCardConnection
    let pad: PinPadConnection

    beforeEach(async () => {
      rig = await makeRig()
      ;({ connection } = await rig.context.connect(rig.readerName, 'shared'))
      await select(new CardChannel(connection), fromHex('F0 4E 48 49 54 45 53 54 01 00'))
      const found = pinPadOf(connection)
      if (!found) throw new Error('no keypad')
      pad = found
    })
    afterEach(async () => {
      await connection.disconnect()
      await rig.close()
    })

    test('goes to the card, padded, and nowhere else', async () => {
      rig.enter({ digits: '123456' })
      await verifyPinOnReader(pad, template)
      expect(await rig.cardState()).toMatchObject({ verified: true, verifyCount: 1, triesLeft: 3 })
    })

    test('counts when it is wrong, and is blocked after the last', async () => {
      for (const left of [2, 1]) {
        rig.enter({ digits: '654321' })
        await expect(verifyPinOnReader(pad, template)).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', triesLeft: left })
      }
      rig.enter({ digits: '654321' })
      await expect(verifyPinOnReader(pad, template)).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
    })

    test('too short, cancelled or not entered costs nothing, and can be entered after all', async () => {
      for (const [entry, code] of [
        [{ digits: '12' }, 'ERR_PIN_FORMAT'],
        ['cancel', 'ERR_PIN_ENTRY_CANCELLED'],
        ['timeout', 'ERR_PIN_ENTRY_TIMEOUT'],
      ] as const) {
        rig.enter(entry)
        await expect(verifyPinOnReader(pad, template)).rejects.toMatchObject({ code })
      }
      expect(await rig.cardState()).toMatchObject({ verifyCount: 0, triesLeft: 3, powered: true })
      rig.enter({ digits: '123456' })
      await verifyPinOnReader(pad, template)
    })

    test('a form that a keypad cannot write is refused before anybody is asked', async () => {
      const refused = { code: 'ERR_READER_PROTOCOL', details: { field: 'PIN entry' } }
      for (const change of [{ fieldLength: 16 }, { minimum: 9 }, { maximum: 9 }])
        await expect(verifyPinOnReader(pad, { ...template, ...change })).rejects.toMatchObject(refused)
      expect(await rig.cardState()).toMatchObject({ verifyCount: 0 })
    })

    test('given up, it ends in the caller’s reason, and the card got nothing', async () => {
      const controller = new AbortController()
      const asked = rig.asked()
      const outcome = verifyPinOnReader(pad, template, controller.signal).catch((error: unknown) => error)
      await asked
      const reason = new Error('window closed')
      controller.abort(reason)
      rig.timeRunsOut()
      expect(await outcome).toBe(reason)
      expect(await rig.cardState()).toMatchObject({ verifyCount: 0, triesLeft: 3 })
    })
  })
}
