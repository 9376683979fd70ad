import { CodedError } from '../errors/coded-error.ts'

/** ISO 7816-4 §5.6, the ones our commands act on. `xx` values are tested by their first byte. */
export const statusWords = {
  ok: 0x9000,
  verificationFailed: 0x6300,
  endOfFile: 0x6282,
  authenticationMethodBlocked: 0x6983,
  wrongOffset: 0x6b00,
} as const

export const formatStatusWord = (sw: number): string => sw.toString(16).toUpperCase().padStart(4, '0')

/** The card understood, and refused. `command` is the name of the ISO command; its bytes are never kept. */
export class StatusWordError extends CodedError {
  readonly sw: number

  constructor(command: string, sw: number) {
    const text = formatStatusWord(sw)
    super('ERR_CARD_COMMAND', `${command} was answered with ${text}`, { details: { command, sw: text } })
    this.sw = sw
  }
}

/** Tries left as a status word tells them (63Cx, and 6983 for a blocked reference); undefined when it does not. */
export function triesLeft(sw: number): number | undefined {
  if ((sw & 0xfff0) === 0x63c0) return sw & 0x0f
  return sw === statusWords.authenticationMethodBlocked ? 0 : undefined
}
