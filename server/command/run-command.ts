import { CodedError } from '../../core/errors/coded-error.ts'
import type { Command, CommandParts } from './command.ts'
import { NotInOrder, Refusal, WrongUsage } from './outcome.ts'

const done = 0
const refused = 1
const wrongUsage = 2
const notInOrder = 3

/** What an operator types before the words of the commands, and what there is to be done. */
export interface Program {
  readonly name: string
  /** The command of these arguments, with the words left for it; undefined when they name none. */
  find(args: readonly string[]): readonly [Command, args: readonly string[]] | undefined
  readonly commands: readonly Command[]
}

/** Runs what an operator typed. Answers the exit code: 0 done, 1 refused or declined, 2 wrong usage, 3 not in order. */
export async function runCommand(program: Program, args: readonly string[], parts: CommandParts): Promise<number> {
  const usage = ({ usage: words, does }: Command): string => `  npm run ${program.name} -- ${words}\n      ${does}`
  const help = (): string => program.commands.map(usage).join('\n')
  const [name = ''] = args
  const { tell } = parts.operator
  if (name === 'help' || name === '--help') {
    tell(help())
    return done
  }
  const found = program.find(args)
  try {
    if (!found) throw new WrongUsage(name === '' ? 'a command is missing' : 'no such command')
    const [command, rest] = found
    await command.run(rest, parts)
    return done
  } catch (error) {
    if (error instanceof WrongUsage) {
      tell(`用法錯誤 Wrong usage: ${error.message}\n\n${found ? usage(found[0]) : help()}`)
      return wrongUsage
    }
    if (error instanceof NotInOrder) {
      tell(error.message)
      return notInOrder
    }
    if (error instanceof Refusal || error instanceof CodedError) {
      tell(`未執行 Refused: ${error.message}`)
      return refused
    }
    throw error
  }
}
