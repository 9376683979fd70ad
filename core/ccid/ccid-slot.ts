import { CodedError, isCoded } from '../errors/coded-error.ts'
import { type AnswerToReset, parseAnswerToReset } from '../smartcard/answer-to-reset.ts'
import type { CardSlot, PoweredCard } from '../smartcard/card-slot.ts'
import type { SmartCardProtocol } from '../smartcard/context.ts'
import {
  pinEntrySeconds,
  type PinPadProperties,
  type PinTemplate,
  requirePossible,
  verifyTemplate,
} from '../smartcard/pin-pad.ts'
import { pause } from '../smartcard/timers.ts'
import { ppsCharacters } from './character-level.ts'
import { exchangeLevel, features } from './class-descriptor.ts'
import { type CommandName, iccStatuses, type ResponseMessage, type SlotChange } from './messages.ts'
import { pinPadProperties, pinVerification } from './pin-verification.ts'
import {
  dataRateAndClock,
  defaultFidi,
  planProtocol,
  type ProtocolPlan,
  protocolParameters,
  requirePpsAnswer,
} from './protocol-plan.ts'
import type { CommandOptions, ReaderCommands } from './reader-commands.ts'
import { SlotError } from './slot-errors.ts'
import type { Speaker } from './speaker.ts'
import { speakers } from './speakers.ts'
import type { BlockOptions, TransferBlock, TransferOnce } from './transfer-block.ts'

/** bPowerSelect of IccPowerOn, with the bit of bVoltageSupport that allows it. */
const automaticVoltage = 0
const voltages = [
  { bPowerSelect: 1, supported: 0x01 }, // 5 V
  { bPowerSelect: 2, supported: 0x02 }, // 3 V
  { bPowerSelect: 3, supported: 0x04 }, // 1.8 V
] as const

/** A reader that powers a card by itself says busy meanwhile (BUSY_WITH_AUTO_SEQUENCE). */
const busyTries = 10
const busyPause = 100

/** Milliseconds. Some readers give a person longer than they were told. */
const keypadPatience = 90_000

/** `mute`: there is a card, and it does not answer. */
export type SlotPresence = 'absent' | 'present' | 'mute'

/** One slot of a reader: the power and the protocol of the card in it. */
export class CcidSlot implements CardSlot {
  readonly bSlot: number
  /** Called when a card came, went, or turned out to be mute. */
  onPresence: ((presence: SlotPresence) => void) | undefined
  readonly #reader: ReaderCommands
  #card: PoweredCard | undefined
  #speaker: Speaker | undefined
  #presence: SlotPresence | undefined
  #heardOf = false

  constructor(reader: ReaderCommands, bSlot: number) {
    this.#reader = reader
    this.bSlot = bSlot
  }

  get card(): PoweredCard | undefined {
    return this.#card
  }

  async powerOn(preferredProtocols?: readonly SmartCardProtocol[]): Promise<PoweredCard> {
    this.#card = undefined
    try {
      return await this.#activate(preferredProtocols)
    } catch (error) {
      if (isCoded(error, 'ERR_CARD_MUTE')) this.#note('mute')
      if (!isCoded(error, 'ERR_CARD_ABSENT', 'ERR_READER_LOST')) void this.#reader.recover(this.bSlot)
      throw error
    }
  }

  async powerOff(): Promise<void> {
    this.#card = undefined
    await this.#reader.command(this.bSlot, 'PC_to_RDR_IccPowerOff')
  }

  async isPresent(): Promise<boolean> {
    const status = await this.#reader.iccStatus(this.bSlot)
    // Powered when last seen and not now: another card, unless the reader took the power itself. Either way it is over.
    if (this.#card && status === iccStatuses.inactive) this.#swapped()
    return status !== iccStatuses.absent
  }

  async transmit(command: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#say((speaker, transfer) => speaker.transmit(command, transfer), signal)
  }

  get pinPad(): PinPadProperties | undefined {
    return pinPadProperties(this.#reader.descriptor)
  }

  /** CCID 1.1 §6.1.11: the reader asks for the PIN and sends the command itself. */
  async verifyPinOnReader(template: PinTemplate, signal?: AbortSignal): Promise<Uint8Array> {
    const { pinPad } = this
    if (!pinPad) throw new TypeError('the reader has no keypad')
    requirePossible(template, pinPad)
    const once: TransferOnce = (prologue) =>
      this.#reader.command(this.bSlot, 'PC_to_RDR_Secure', {
        abData: pinVerification(template, pinPad, prologue),
        patience: Math.max(keypadPatience, (pinEntrySeconds(template) + 10) * 1_000),
        signal,
      })
    return this.#say(async (speaker, transfer, note) => {
      note()
      if (speaker.transmitOnce) return speaker.transmitOnce(verifyTemplate(template), once, transfer)
      return (await once()).abData
    }, signal)
  }

  /** Has the card's protocol spoken. Whatever goes wrong once something was sent ends the card's session. */
  async #say(
    say: (speaker: Speaker, transfer: TransferBlock, note: () => void) => Promise<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const speaker = this.#speaker
    if (!this.#card || !speaker) throw new CodedError('ERR_CARD_REMOVED', 'no card under power')
    signal?.throwIfAborted()
    let sent = false
    const note = (): void => {
      sent = true
    }
    const transfer: TransferBlock = (abData, options) => {
      note()
      return this.#transferBlock(abData, options, signal)
    }
    try {
      return await say(speaker, transfer, note)
    } catch (error) {
      // An entry that the person ended or let run out was never sent to the card.
      if (sent && !isCoded(error, 'ERR_PIN_ENTRY_CANCELLED', 'ERR_PIN_ENTRY_TIMEOUT')) {
        this.#card = undefined
        if (!isCoded(error, 'ERR_READER_LOST')) void this.#reader.recover(this.bSlot)
      }
      throw error
    }
  }

  /** From bmICCStatus of any answer. */
  noteStatus(bmICCStatus: number): void {
    if (bmICCStatus === iccStatuses.absent) {
      this.#card = undefined
      this.#note('absent')
    } else if (this.#presence !== 'mute') this.#note('present')
  }

  /** From RDR_to_PC_NotifySlotChange. The first may only repeat the state that the slot was opened in. */
  async noteChange({ present, changed }: SlotChange): Promise<void> {
    const repeats = !this.#heardOf
    this.#heardOf = true
    if (!present) this.noteStatus(iccStatuses.absent)
    else if (this.#presence === undefined || this.#presence === 'absent') this.#note('present')
    else if (changed) await this.#lookForSwap(repeats)
  }

  /** Changed and present before and after: out and in again, faster than the reader tells. */
  async #lookForSwap(repeats: boolean): Promise<void> {
    try {
      // A reader that activates cards by itself shows the new one active like the old one.
      const activates = (this.#reader.descriptor.dwFeatures & features.automaticActivation) !== 0
      if (this.#card && !activates) await this.isPresent()
      else if (!repeats) this.#swapped()
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }

  #swapped(): void {
    this.#note('absent')
    this.#card = undefined
    this.#note('present')
  }

  #note(presence: SlotPresence): void {
    if (this.#presence === presence) return
    this.#presence = presence
    this.onPresence?.(presence)
  }

  async #activate(preferredProtocols: readonly SmartCardProtocol[] | undefined): Promise<PoweredCard> {
    const answerToReset = await this.#answerToReset()
    const parsed = parseAnswerToReset(answerToReset)
    const plan = planProtocol(parsed, this.#reader.descriptor, preferredProtocols)
    try {
      return await this.#speak(answerToReset, parsed, plan)
    } catch (error) {
      // Some cards promise a speed they cannot keep, and some readers then take their power: once more from the start,
      // at the speed every card has.
      if (plan.fidi === defaultFidi || !isCoded(error, 'ERR_CARD_MUTE', 'ERR_CARD_REMOVED')) throw error
      await this.powerOff()
      return this.#speak(await this.#answerToReset(), parsed, { ...plan, fidi: defaultFidi, pps: undefined })
    }
  }

  async #speak(answerToReset: Uint8Array, parsed: AnswerToReset, plan: ProtocolPlan): Promise<PoweredCard> {
    const transfer: TransferBlock = (abData, options) => this.#transferBlock(abData, options, undefined)
    let { fidi } = plan
    const level = exchangeLevel(this.#reader.descriptor)
    const exchangePps = level === 'character' ? ppsCharacters(transfer) : transfer
    if (plan.pps) fidi = requirePpsAnswer(plan.pps, (await exchangePps(plan.pps)).abData)
    if (plan.setParameters) await this.#setParameters(parsed, plan, fidi)
    if (plan.setDataRate && fidi !== defaultFidi) await this.#setDataRate(fidi)
    const speaker = speakers[level](parsed, plan.protocol, this.#reader.descriptor)
    await speaker.begin?.(transfer)
    this.#speaker = speaker
    this.#card = { answerToReset, protocol: plan.protocol }
    this.#note('present')
    return this.#card
  }

  async #setParameters(parsed: AnswerToReset, plan: ProtocolPlan, fidi: number): Promise<void> {
    await this.#tell('PC_to_RDR_SetParameters', {
      specific: [plan.protocol === 't1' ? 1 : 0, 0, 0],
      abData: protocolParameters(parsed, plan.protocol, fidi),
    })
  }

  async #setDataRate(fidi: number): Promise<void> {
    const abData = dataRateAndClock(this.#reader.descriptor, fidi)
    await this.#tell('PC_to_RDR_SetDataRateAndClockFrequency', { abData })
  }

  /** What a reader may also refuse to be told. */
  async #tell(name: CommandName, options: CommandOptions): Promise<void> {
    try {
      await this.#reader.command(this.bSlot, name, options)
    } catch (error) {
      // 0 to 127: the reader does not know the command, or keeps one value as it is. It goes on with its own.
      if (!(error instanceof SlotError && error.bError < 0x80 && isCoded(error, 'ERR_READER_PROTOCOL'))) throw error
    }
  }

  /** IccPowerOn, automatic voltage first: readers that have it may refuse any other. */
  async #answerToReset(): Promise<Uint8Array> {
    const { bVoltageSupport, dwFeatures } = this.#reader.descriptor
    const allowed = voltages.filter(({ supported }) => bVoltageSupport & supported).map((row) => row.bPowerSelect)
    const automatic = (dwFeatures & features.automaticVoltage) !== 0 || allowed.length === 0
    let refusal: SlotError | undefined
    for (const bPowerSelect of automatic ? [automaticVoltage, ...allowed] : allowed) {
      try {
        return await this.#powerAt(bPowerSelect)
      } catch (error) {
        // No voltage helps against an empty slot or a reader that is busy.
        if (!(error instanceof SlotError) || isCoded(error, 'ERR_CARD_ABSENT', 'ERR_READER_BUSY')) throw error
        // A mute card says more than "voltage not supported" of the tries after it.
        refusal = refusal?.code === 'ERR_CARD_MUTE' ? refusal : error
        await this.powerOff()
      }
    }
    throw refusal ?? new CodedError('ERR_CARD_MUTE', 'no voltage to try')
  }

  async #powerAt(bPowerSelect: number): Promise<Uint8Array> {
    for (let tries = 1; ; tries++) {
      try {
        const { abData } = await this.#reader.command(this.bSlot, 'PC_to_RDR_IccPowerOn', {
          specific: [bPowerSelect, 0, 0],
          absentCode: 'ERR_CARD_ABSENT',
        })
        return abData.slice(this.#reader.quirks?.bytesBeforeAtr ?? 0)
      } catch (error) {
        if (tries >= busyTries || !(error instanceof SlotError && error.code === 'ERR_READER_BUSY')) throw error
        await pause(this.#reader.timers, busyPause)
      }
    }
  }

  #transferBlock(
    abData: Uint8Array,
    { bBWI = 0, wLevelParameter = 0 }: BlockOptions = {},
    signal: AbortSignal | undefined,
  ): Promise<ResponseMessage> {
    return this.#reader.command(this.bSlot, 'PC_to_RDR_XfrBlock', {
      specific: [bBWI, wLevelParameter & 0xff, wLevelParameter >> 8],
      abData,
      signal,
    })
  }
}
