import { command } from '../../command/command.ts'
import { makeSamRoot } from '../../pki/make-sam-authority.ts'
import { samFiles } from '../../pki/sam-authority.ts'
import { describe } from './describe.ts'
import { writeNew } from './files.ts'
import { parameters } from './parameters.ts'
import { encryptedKeyText, rootKeyFile, rootPassphrase } from './root-key.ts'
import { validityFor } from './validity.ts'

export const root = command({
  usage: 'root --directory=<folder> --name=<name> [--years=20]',
  does:
    '產製根憑證（於離線電腦）。Makes a root on a computer without network; its key is encrypted to SAM_ROOT_PASSPHRASE.\n' +
    '      Keep the folder under lock and key: it is needed for nothing but the next issuing authority.',
  takes: { directory: parameters.directory, name: parameters.name, years: parameters['root-years'] },
  async run({ directory, name, years }, { operator, variables, clock }) {
    const passphrase = rootPassphrase(variables)
    const { certificate, key } = await makeSamRoot(name, validityFor(clock.now(), years))
    await writeNew(directory, rootKeyFile, encryptedKeyText(key, passphrase))
    await writeNew(directory, samFiles.root, certificate.der)
    for (const line of describe('根憑證 Root', certificate)) operator.tell(line)
  },
})
