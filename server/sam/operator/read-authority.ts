import type { CommandParts } from '../../command/command.ts'
import { Refusal, WrongUsage } from '../../command/outcome.ts'
import { readSamAuthority, type SamAuthority } from '../../pki/sam-authority.ts'
import { wordsOf } from '../../run-program.ts'

/** The authority that SAM_DIRECTORY names, as the server reads it. Throws WrongUsage without one, Refusal for what is wrong with it. */
export async function readAuthority({ variables }: Pick<CommandParts, 'variables'>): Promise<SamAuthority> {
  const directory = variables['SAM_DIRECTORY']
  if (!directory) throw new WrongUsage('the variable SAM_DIRECTORY must name the folder of the authority')
  return await readSamAuthority(directory, variables).catch((cause: unknown) => {
    throw new Refusal(wordsOf(cause), { cause })
  })
}
