import { parseCertificate } from '../../../core/pki/certificate.ts'
import { DerError } from '../../../core/pki/der.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import { validateModule } from '../../../core/sam/validate-module.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { command } from '../../command/command.ts'
import { withPortalDatabase } from '../../command/open-portal-database.ts'
import { Refusal } from '../../command/outcome.ts'
import { findInstitution } from '../../db/tables/institutions.ts'
import { verifySignature } from '../../pki/verify-signature.ts'
import { recordCardModule } from '../record-card-module.ts'
import { describe } from './describe.ts'
import { read } from './files.ts'
import { parameters } from './parameters.ts'
import { readAuthority } from './read-authority.ts'

export const card = command({
  usage: 'card <certificate file>',
  does:
    '登錄健保讀卡機的安全模組卡。Takes up a module on a card (SAM) by its certificate, which the authority that SAM_DIRECTORY\n' +
    '      names has issued: only then does it sign in, and can be revoked.',
  takes: { certificate: parameters['certificate-file'] },
  async run({ certificate: path }, parts) {
    const { operator, clock } = parts
    const { environment, root, issuing } = await readAuthority(parts)
    const certificate = parse(await read(path))
    const time = clock.now()
    const facts = orRefuse(() =>
      validateModule({
        certificate,
        intermediates: issuing,
        roots: [{ environment, certificate: root }],
        time,
        verifySignature,
      }),
    )
    const { module, institution } = facts
    await withPortalDatabase(parts, (database) =>
      database.tx(async (query) => {
        if (!(await findInstitution(query, institution))) throw new Refusal(`there is no institution ${institution}`)
        const isNew = await recordCardModule(query, certificate, facts, { at: time, actor: 'command' })
        if (!isNew) throw new Refusal(`there is a module ${module} already`)
      }),
    )
    for (const line of describe(`安全模組 Module ${module}`, certificate)) operator.tell(line)
  },
})

function parse(bytes: Uint8Array) {
  try {
    return parseCertificate(derOfFile(bytes))
  } catch (cause) {
    if (!(cause instanceof DerError) && !(cause instanceof RangeError)) throw cause
    throw new Refusal('the file is no certificate, neither DER nor PEM', { cause })
  }
}

function orRefuse<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!isCoded(cause)) throw cause
    throw new Refusal(`${cause.code}: ${cause.message}`, { cause })
  }
}
