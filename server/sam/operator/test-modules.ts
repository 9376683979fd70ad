import { testModuleSecret } from '../../../core/portal/test-modules.ts'
import { command } from '../../command/command.ts'
import { Refusal } from '../../command/outcome.ts'
import { makeTestModules } from '../test-modules.ts'
import { writeNew } from './files.ts'
import { parameters } from './parameters.ts'
import { readAuthority } from './read-authority.ts'
import { validityFor, within } from './validity.ts'

export const testModules = command({
  usage: 'test-modules --directory=<folder> [--years=5]',
  does:
    '產製測試用雲端安全模組。Makes the published test modules, with the test authority that SAM_DIRECTORY names, into the\n' +
    '      folder that the portal’s SAM_TEST_MODULES names.',
  takes: { directory: parameters.directory, years: parameters['module-years'] },
  async run({ directory, years }, { operator, variables, clock }) {
    const { environment, issuer } = await readAuthority({ variables })
    if (environment !== 'test') throw new Refusal(`SAM_DIRECTORY holds an authority for ${environment} modules`)
    if (!issuer) throw new Refusal('SAM_DIRECTORY holds no issuing key')
    const validity = within(validityFor(clock.now(), years), issuer.certificate)
    for (const { name, file } of await makeTestModules(issuer, validity)) {
      await writeNew(directory, name, file)
      operator.tell(name)
    }
    operator.tell(`開啟碼 Opening code: ${testModuleSecret}`)
  },
})
