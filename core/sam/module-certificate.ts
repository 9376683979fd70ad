import { type Environment, environments } from '../cards/environments.ts'
import { moduleCodePattern, moduleEnvironment } from '../cards/module-code.ts'
import { type Certificate } from '../pki/certificate.ts'
import type { LeafProfile } from '../pki/leaf-profile.ts'
import { attributeOids, modulePolicyOids } from '../pki/oids.ts'
import type { ModuleFacts } from './module-facts.ts'
import { foreign } from './module-refusals.ts'

/** What a module's certificate must be: for signatures alone, under the policy of its environment. */
export const moduleProfile = (environment: Environment): LeafProfile => ({
  endEntity: true,
  keyUsage: ['digitalSignature'],
  foreignKeyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  policies: [modulePolicyOids[environment]],
})

/**
 * Reads whose module it is: module code in serialNumber, institution in organizationIdentifier and organizationName,
 * exactly once each. The code's first digit must say the same environment as the policy. Error: ERR_SAM_FOREIGN.
 */
export function readModuleFacts({ subject, extensions, notBefore, notAfter }: Certificate): ModuleFacts {
  const module = only(subject.textsOf(attributeOids.serialNumber), moduleCodePattern, 'module code')
  const institution = only(subject.textsOf(attributeOids.organizationIdentifier), /^\d{10}$/, 'institution code')
  const institutionName = only(subject.textsOf(attributeOids.organizationName), /^.{1,100}$/u, 'institution name')
  const environment = environments.find((candidate) =>
    extensions.certificatePolicies?.some(({ policy }) => policy === modulePolicyOids[candidate]),
  )
  if (!environment || moduleEnvironment(module) !== environment) throw foreign('environment')
  return {
    module,
    institution,
    institutionName,
    environment,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
  }
}

function only([text, ...more]: readonly string[], form: RegExp, what: string): string {
  if (text === undefined || more.length > 0 || !form.test(text)) throw foreign(what)
  return text
}
