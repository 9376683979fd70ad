import type { CommandParts } from '../command/command.ts'
import { runCommand } from '../command/run-command.ts'
import { readReport } from './read-report.ts'

/** The operator's command: a report that somebody sent for the helpdesk. Uses no network but the database's. */
export const runCheckReport = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand({ name: 'check-report', commands: [readReport], find: (words) => [readReport, words] }, args, parts)
