import type { CommandParts } from '../command/command.ts'
import { runCommand } from '../command/run-command.ts'
import { verify } from './verify.ts'

/** The operator's command: whether the audit is as it was sealed. Uses no network but the database's. */
export const runAudit = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand(
    {
      name: 'audit',
      commands: [verify],
      find: ([name, ...words]) => (name === 'verify' ? [verify, words] : undefined),
    },
    args,
    parts,
  )
