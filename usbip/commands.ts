import { apdu } from './commands/apdu.ts'
import { atr } from './commands/atr.ts'
import type { ReaderCommand } from './commands/reader-command.ts'
import { list } from './commands/list.ts'
import { sign } from './commands/sign.ts'

export const commands = { list, atr, apdu, sign } as const satisfies Record<string, ReaderCommand>

export type CommandName = keyof typeof commands
