import type { Clock } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import type { Operator } from './operator.ts'
import { WrongUsage } from './outcome.ts'
import { type Parameters, readParameters, type Values } from './parameters.ts'

/** What a command works with, handed in: the terminal, the server's own settings, the time. */
export interface CommandParts {
  readonly operator: Operator
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

/** Resolves when it is done; throws WrongUsage, or an Error that says why not. */
export interface Command {
  readonly usage: string
  readonly does: string
  run(args: readonly string[], parts: CommandParts): Promise<void>
}

export const command = <P extends Parameters>(row: {
  readonly usage: string
  readonly does: string
  readonly takes: P
  readonly run: (values: Values<P>, parts: CommandParts) => Promise<void>
}): Command => ({
  usage: row.usage,
  does: row.does,
  run: (args, parts) => row.run(readParameters(row.takes, args), parts),
})

/** The settings that the server would start with: the command works on the same trust file and database. */
export function serverConfig({ variables }: CommandParts): Config {
  try {
    return readConfig(variables)
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
