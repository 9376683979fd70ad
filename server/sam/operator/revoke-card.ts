import { audit } from '../../audit/audit.ts'
import { command } from '../../command/command.ts'
import { withPortalDatabase } from '../../command/open-portal-database.ts'
import { Refusal } from '../../command/outcome.ts'
import { findSamModule, revokeSamModule } from '../../db/tables/sam-modules.ts'
import { parameters } from './parameters.ts'

export const revokeCard = command({
  usage: 'revoke-card <module code>',
  does: '註銷健保讀卡機的安全模組卡。Revokes a module on a card, for good: it signs in no more, and the sessions that it opened end.',
  takes: { module: parameters.module },
  run: ({ module: code }, parts) =>
    withPortalDatabase(parts, (database) =>
      database.tx(async (query) => {
        const at = parts.clock.now()
        const module = await findSamModule(query, code)
        if (!module) throw new Refusal(`there is no module ${code}`)
        if (module.applicationId !== null)
          throw new Refusal(`module ${code} was applied for: it is revoked in the back office, by its application`)
        if (module.revokedAt !== null) throw new Refusal(`module ${code} is revoked already`)
        await revokeSamModule(query, code, at)
        const { institutionCode } = module
        await audit(query, at, { event: 'revoke-module', institutionCode, detail: { module: code, actor: 'command' } })
        parts.operator.tell(`已註銷 Revoked: ${code} (${institutionCode})`)
      }),
    ),
})
