import type { CardFile } from '../../demo/cards/card-file.ts'
import { type CardMemory, newCardState } from '../../demo/cards/card-memory.ts'
import { VirtualCard } from '../../demo/cards/virtual-card.ts'
import { CcidFirmware } from '../../demo/reader/ccid-firmware.ts'
import { FaultList } from '../../demo/reader/reader-faults.ts'
import { readerModel } from '../../demo/reader/reader-models.ts'
import type { CcidMessages } from './serial-reader.ts'

/** Tries of a new card. */
const triesMaximum = 3

/** A virtual card in a reader at TPDU level without quirks, for serveSerialReader. */
export function virtualCardReader(
  file: CardFile,
): CcidMessages & { readonly card: VirtualCard; readonly memory: CardMemory } {
  let state = newCardState(triesMaximum)
  const memory: CardMemory = {
    get state() {
      return state
    },
    update: async (change) => (state = change(state)),
  }
  const card = new VirtualCard(file, memory)
  const model = { ...readerModel('ez100pu'), bigEndianLength: false, answerPrefix: [], powerSelect: [0, 1, 2, 3] }
  let told: ((message: Uint8Array) => void) | undefined
  const refuse = (): never => {
    throw new Error('this reader has no faults')
  }
  const firmware = new CcidFirmware(
    model,
    {
      slot: () => ({ card, mute: false }),
      send: (message) => told?.(message),
      sendPacket: () => undefined,
      keypad: refuse,
      halt: refuse,
      breakTransfer: refuse,
      removeCard: refuse,
      unplug: refuse,
    },
    new FaultList(),
  )
  return {
    card,
    memory,
    answer: (message, more) =>
      new Promise((resolve) => {
        // A time extension goes before the answer itself (CCID 1.1 §6.2-3: bStatus 0x80).
        told = (answer) => (((answer[7] ?? 0) & 0xc0) === 0x80 ? more(answer) : resolve(answer))
        firmware.receive(Uint8Array.from(message))
      }),
  }
}
