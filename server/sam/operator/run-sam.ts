import type { Command, CommandParts } from '../../command/command.ts'
import { runCommand } from '../../command/run-command.ts'
import { authority } from './authority.ts'
import { card } from './card.ts'
import { revokeCard } from './revoke-card.ts'
import { root } from './root.ts'
import { show } from './show.ts'
import { testModules } from './test-modules.ts'

const commands = {
  root,
  authority,
  show,
  'test-modules': testModules,
  card,
  'revoke-card': revokeCard,
} as const satisfies Record<string, Command>

/** The administrator's command: makes the authority for security modules and the test modules, and takes up modules on cards. Uses no network. */
export const runSam = (args: readonly string[], parts: CommandParts): Promise<number> =>
  runCommand(
    {
      name: 'sam',
      commands: Object.values(commands),
      find([name = '', ...rest]) {
        return Object.hasOwn(commands, name) ? [commands[name as keyof typeof commands], rest] : undefined
      },
    },
    args,
    parts,
  )
