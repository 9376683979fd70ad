import { CcidReader } from '../ccid/ccid-reader.ts'
import { commandStatuses, decodeMessage, encodeMessage } from '../ccid/messages.ts'
import { CodedError, isCoded } from '../errors/coded-error.ts'
import { type Timers, within } from '../smartcard/timers.ts'
import { GemcorePipe } from './gemcore-pipe.ts'
import type { SerialLine } from './serial-line.ts'
import { longestMessage, serialReaderModel, type SerialReaderModel } from './serial-models.ts'

/** How the line must be opened: two stop bits, and RTS low, or the reader begins with its plug-and-play text. */
export const lineSettings = { baudRate: 115_200, dataBits: 8, stopBits: 2, parity: 'none', bufferSize: 4096 } as const
export const lineSignals = { requestToSend: false } as const

/** CCID 1.1 §6.1.8 and §6.2.4. */
const PC_to_RDR_Escape = 0x6b
const RDR_to_PC_Escape = 0x83

/** abData of Escape as the GemCore family takes it. */
const escapes = {
  firmware: [0x02],
  /** A card's movement is told after a command and before its answer, never in between. */
  movementsWithAnswers: [0x01, 0x01, 0x01],
} as const

/** A reader answers at once; on a port where something else is, or nothing, nobody should wait long. */
const answerLimit = 1_000
/** A program that was ended within a frame left the reader waiting for the rest: our first frame may be what it lacked. */
const firmwareTries = 2

/** Messages passed over before the answer to an escape: those that were still on the line. */
const skippedMaximum = 16

export interface SerialReader {
  readonly reader: CcidReader
  readonly model: SerialReaderModel
  /** Overwrites what may still be kept of the last command. To be called when the line is closed. */
  forget(): void
}

/** Greets the reader at the other end. Errors: ERR_READER_SERIAL_NOT_FOUND when none answers, ERR_READER_LOST. */
export async function openSerialReader(line: SerialLine, timers: Timers): Promise<SerialReader> {
  const pipe = new GemcorePipe({ line, timers, messageMaximum: longestMessage })
  const text = await greet(pipe, timers)
  const model = serialReaderModel(text, pipe.echoes)
  const reader = new CcidReader({ pipe, descriptor: model.descriptor, timers })
  pipe.onMovement = (present) => void reader.slots[0]?.noteChange({ present, changed: true })
  return { reader, model, forget: () => pipe.forget() }
}

async function greet(pipe: GemcorePipe, timers: Timers): Promise<string> {
  const ask = escapeOver(pipe, timers)
  for (let tries = 1; ; tries++) {
    try {
      const firmware = await ask(tries, escapes.firmware)
      await ask(0xff, escapes.movementsWithAnswers)
      return new TextDecoder().decode(firmware)
    } catch (error) {
      pipe.forget()
      if (!isCoded(error, 'ERR_READER_TIMEOUT', 'ERR_READER_PROTOCOL')) throw error
      if (tries < firmwareTries) continue
      throw new CodedError('ERR_READER_SERIAL_NOT_FOUND', 'no reader answers on the serial port', { cause: error })
    }
  }
}

/** A refused escape answers nothing: a reader may be without one of them and be good all the same. */
function escapeOver(pipe: GemcorePipe, timers: Timers) {
  /** A read that was given up, to be gone on with. */
  let reading: Promise<Uint8Array> | undefined
  const timeout = new CodedError('ERR_READER_TIMEOUT', 'the reader did not answer the greeting')
  const limits = { timers, milliseconds: answerLimit, timeoutError: () => timeout }
  const read = async (): Promise<Uint8Array> => {
    reading ??= pipe.read()
    try {
      const bytes = await within(reading, limits)
      reading = undefined
      return bytes
    } catch (error) {
      if (error !== timeout) reading = undefined
      throw error
    }
  }
  return async (bSeq: number, escape: readonly number[]): Promise<Uint8Array> => {
    const abData = Uint8Array.from(escape)
    const message = { bMessageType: PC_to_RDR_Escape, bSlot: 0, bSeq, specific: [0, 0, 0], abData } as const
    await within(pipe.write(encodeMessage(message, 'little')), limits)
    for (let skipped = 0; skipped < skippedMaximum; skipped++) {
      const answer = decodeMessage(await read())
      if (answer.bSeq !== bSeq || answer.bMessageType !== RDR_to_PC_Escape) continue
      return answer.bmCommandStatus === commandStatuses.processed ? answer.abData : new Uint8Array()
    }
    throw timeout
  }
}
