import { afterAll, describe, expect, test } from 'vitest'
import type { SmartCardContext } from '../../core/smartcard/context.ts'
import { pinPadOf } from '../../core/smartcard/pin-pad.ts'
import { Keypad } from '../../demo/reader/keypad.ts'
import { NativeHostContext } from '../../extension/readers/native-host.ts'
import { describePinPad, type PinPadRig } from '../contract/pin-pad.ts'
import { plainCard } from '../demo/reader/set-up.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { HostPair } from './host-pair.ts'
import { openCardOverPcscd, preparePcscd } from './pcscd-rig.ts'

const reason = whyNoPcscd()
const same = (context: SmartCardContext): SmartCardContext => context

if (reason !== undefined) {
  describe('a PIN on a reader’s keypad over pcscd', () => {
    test('runs', ({ skip }) => skip(`pcscd: ${reason}`))
  })
} else {
  const pcscd = preparePcscd()
  afterAll(() => pcscd.remove())
  const openRig = async (contextOver: (context: SmartCardContext) => SmartCardContext, keypad?: Keypad) => {
    const { context, readerName, memory, close } = await openCardOverPcscd(pcscd, plainCard(), keypad)
    return { context: contextOver(context), readerName, cardState: () => memory.state, close }
  }
  const withKeypad = async (contextOver: (context: SmartCardContext) => SmartCardContext): Promise<PinPadRig> => {
    const keypad = new Keypad()
    return {
      ...(await openRig(contextOver, keypad)),
      enter: (entry) => keypad.press(entry),
      asked: () => keypad.asked(),
      timeRunsOut: () => keypad.press('timeout'),
    }
  }
  describePinPad('a PIN on a reader’s keypad over PC/SC: pcscd and libccid', () => withKeypad(same))
  describePinPad('a PIN on a reader’s keypad over the card service', () =>
    withKeypad((context) => new NativeHostContext({ messaging: new HostPair(() => context) })),
  )

  test('a reader without a keypad offers none', async () => {
    const { context, readerName, close } = await openRig(same)
    const { connection } = await context.connect(readerName, 'shared')
    expect(pinPadOf(connection)).toBeUndefined()
    await connection.disconnect()
    await close()
  })
}
