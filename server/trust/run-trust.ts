import { CodedError } from '../../core/errors/coded-error.ts'
import { add } from './add.ts'
import type { Command, CommandParts } from './command.ts'
import { allowUnknownStatus, endException, exceptions } from './exceptions.ts'
import { list } from './list.ts'
import { Refusal, WrongUsage } from './outcome.ts'
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

const done = 0
const refused = 1
const wrongUsage = 2

/**
 * The administrator's command: which authorities the server trusts, and the exceptions to hard fail. Answers the exit code:
 * 0 done, 1 refused or declined, 2 wrong usage. Uses no network but the database's.
 */
export async function runTrust(args: readonly string[], parts: CommandParts): Promise<number> {
  const [name = '', ...rest] = args
  const { tell } = parts.operator
  if (name === 'help' || name === '--help') {
    tell(help())
    return done
  }
  const command: Command | undefined = Object.hasOwn(commands, name)
    ? commands[name as keyof typeof commands]
    : undefined
  try {
    if (!command) throw new WrongUsage(name === '' ? 'a command is missing' : 'no such command')
    await command.run(rest, parts)
    return done
  } catch (error) {
    if (error instanceof WrongUsage) {
      tell(`用法錯誤 Wrong usage: ${error.message}\n\n${command ? usage(command) : help()}`)
      return wrongUsage
    }
    if (error instanceof Refusal || error instanceof CodedError) {
      tell(`未執行 Refused: ${error.message}`)
      return refused
    }
    throw error
  }
}

const usage = ({ usage: words, does }: Command): string => `  npm run trust -- ${words}\n      ${does}`

const help = (): string => Object.values(commands).map(usage).join('\n')
