import type { CommandParts } from '../command/command.ts'
import { runCommand } from '../command/run-command.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'

/** The operator's commands. They use no network but the database's. */
export const runBackup = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand({ name: 'backup', commands: [backUp], find: (words) => [backUp, words] }, args, parts)

export const runRestore = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand({ name: 'restore', commands: [restore], find: (words) => [restore, words] }, args, parts)
