import type { CommandParts } from '../../command/command.ts'
import { runCommand } from '../../command/run-command.ts'
import { carryOver } from './carry-over.ts'

/** The operator's command for the move to the new Internet platform. Uses no network but the database's. */
export const runCarryOver = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand({ name: 'carry-over', commands: [carryOver], find: (words) => [carryOver, words] }, args, parts)
