import type { Config } from '../config.ts'
import { readSamAuthority } from '../pki/sam-authority.ts'
import type { Sam } from './sam-parts.ts'
import { readTestModules } from './test-modules.ts'

/** What SAM_DIRECTORY and SAM_TEST_MODULES name. Errors: plain ones that say which file is wrong and how. */
export async function readSam(
  { samDirectory, samTestModules }: Pick<Config, 'samDirectory' | 'samTestModules'>,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Sam> {
  return {
    authority: samDirectory === undefined ? undefined : await readSamAuthority(samDirectory, variables),
    testModules: samTestModules === undefined ? [] : await readTestModules(samTestModules),
  }
}
