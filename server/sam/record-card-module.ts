import type { Certificate } from '../../core/pki/certificate.ts'
import type { ModuleFacts } from '../../core/sam/module-facts.ts'
import { audit } from '../audit/audit.ts'
import type { Queryable } from '../db/database.ts'
import { addSamModule } from '../db/tables/sam-modules.ts'

/**
 * Takes up a module on a card, for the SAM slot of an NHI reader: nobody applied for it here, and it has no file. False when
 * there is a module of its code. In a transaction of the caller's.
 */
export async function recordCardModule(
  query: Queryable,
  { der, serialNumber }: Certificate,
  { module, institution, environment, notBefore, notAfter }: ModuleFacts,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<boolean> {
  const isNew = await addSamModule(query, {
    code: module,
    applicationId: null,
    institutionCode: institution,
    environment,
    certificate: der,
    serialNumber,
    notBefore,
    notAfter,
    container: null,
    issuedAt: at,
  })
  if (isNew) await audit(query, at, { event: 'record-module', institutionCode: institution, detail: { module, actor } })
  return isNew
}
