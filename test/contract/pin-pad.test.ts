import { describe } from 'vitest'
import { WebUsbContext } from '../../extension/readers/web-usb.ts'
import { plainCard, setUpReader, t0Answer } from '../demo/reader/set-up.ts'
import { describePinPad } from './pin-pad.ts'

describe.each([
  ['T=1', plainCard()],
  ['T=0', plainCard({ answerToReset: t0Answer })],
])('%s', (protocol, card) => {
  describePinPad(`a PIN on a reader’s keypad over WebUSB, ${protocol}`, async () => {
    const { desk, readerName } = await setUpReader('pin-pad', card)
    return {
      context: new WebUsbContext({ usb: desk.usb }),
      readerName,
      enter: (entry) => desk.enterOnKeypad(readerName, entry),
      asked: () => desk.keypadAsked(readerName),
      timeRunsOut: () => undefined,
      async cardState() {
        const [view] = (await desk.snapshot()).cards
        if (!view) throw new Error('no card')
        return view.state
      },
      close: async () => desk.close(),
    }
  })
})
