import type { Command, CommandParts } from '../command/command.ts'
import { runCommand } from '../command/run-command.ts'
import { add } from './add.ts'
import { allowUnknownStatus, endException, exceptions } from './exceptions.ts'
import { list } from './list.ts'
import { remove } from './remove.ts'
import { show } from './show.ts'

const commands = {
  show,
  add,
  list,
  remove,
  'allow-unknown-status': allowUnknownStatus,
  'end-exception': endException,
  exceptions,
} as const satisfies Record<string, Command>

/** The administrator's command: which authorities the server trusts, and the exceptions to hard fail. Uses no network but the database's. */
export const runTrust = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand(
    {
      name: 'trust',
      commands: Object.values(commands),
      find([name = '', ...rest]) {
        return Object.hasOwn(commands, name) ? [commands[name as keyof typeof commands], rest] : undefined
      },
    },
    args,
    parts,
  )
