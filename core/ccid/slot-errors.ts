import { CodedError, type ErrorDetails } from '../errors/coded-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import { type CommandName, iccStatuses, type ResponseMessage } from './messages.ts'

/** CCID 1.1 table 6.2-2. 0 to 127 is the offset of the field the reader does not take. */
const slotErrors: Readonly<Record<number, { readonly name: string; readonly code: ErrorCode }>> = {
  0xff: { name: 'CMD_ABORTED', code: 'ERR_READER_TIMEOUT' },
  0xfe: { name: 'ICC_MUTE', code: 'ERR_CARD_MUTE' },
  0xfd: { name: 'XFR_PARITY_ERROR', code: 'ERR_CARD_MUTE' },
  0xfc: { name: 'XFR_OVERRUN', code: 'ERR_CARD_MUTE' },
  0xfb: { name: 'HW_ERROR', code: 'ERR_CARD_MUTE' },
  0xf8: { name: 'BAD_ATR_TS', code: 'ERR_CARD_MUTE' },
  0xf7: { name: 'BAD_ATR_TCK', code: 'ERR_CARD_MUTE' },
  0xf6: { name: 'ICC_PROTOCOL_NOT_SUPPORTED', code: 'ERR_CARD_MUTE' },
  0xf5: { name: 'ICC_CLASS_NOT_SUPPORTED', code: 'ERR_CARD_MUTE' },
  0xf4: { name: 'PROCEDURE_BYTE_CONFLICT', code: 'ERR_CARD_MUTE' },
  0xf3: { name: 'DEACTIVATED_PROTOCOL', code: 'ERR_CARD_MUTE' },
  0xf2: { name: 'BUSY_WITH_AUTO_SEQUENCE', code: 'ERR_READER_BUSY' },
  0xf0: { name: 'PIN_TIMEOUT', code: 'ERR_PIN_ENTRY_TIMEOUT' },
  0xef: { name: 'PIN_CANCELLED', code: 'ERR_PIN_ENTRY_CANCELLED' },
  0xe0: { name: 'CMD_SLOT_BUSY', code: 'ERR_READER_BUSY' },
}

/** The reader answered properly: the command failed. */
export class SlotError extends CodedError {
  readonly bError: number

  constructor(code: ErrorCode, message: string, bError: number, details?: ErrorDetails) {
    super(code, message, details ? { details } : {})
    this.bError = bError
  }
}

const needsActiveCard: ReadonlySet<CommandName> = new Set(['PC_to_RDR_XfrBlock', 'PC_to_RDR_Secure'])

/** `absentCode` says what an empty slot means to the command: nothing there yet, or taken out. */
export function slotError(
  command: CommandName,
  { bError, bmICCStatus }: ResponseMessage,
  absentCode: 'ERR_CARD_ABSENT' | 'ERR_CARD_REMOVED',
): SlotError {
  if (bmICCStatus === iccStatuses.absent) return new SlotError(absentCode, `${command}: no card`, bError)
  // A block is only sent to an active card: one that is there and has no power is another, or has lost all it granted.
  if (bmICCStatus === iccStatuses.inactive && needsActiveCard.has(command)) {
    return new SlotError('ERR_CARD_REMOVED', `${command}: the card lost its power`, bError)
  }
  const known = slotErrors[bError]
  if (known) return new SlotError(known.code, `${command}: ${known.name}`, bError)
  const field = `${command} bError ${bError}`
  return new SlotError('ERR_READER_PROTOCOL', `${field} is not taken by the reader`, bError, { field })
}
