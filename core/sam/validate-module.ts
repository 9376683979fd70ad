import type { Environment } from '../cards/environments.ts'
import type { VerifySignature } from '../pki/algorithms.ts'
import { type Certificate, parseCertificate } from '../pki/certificate.ts'
import { validatePath } from '../pki/validate-path.ts'
import { moduleProfile, readModuleFacts } from './module-certificate.ts'
import type { ModuleFacts } from './module-facts.ts'
import { expired, notYetValid, refusingAsForeign } from './module-refusals.ts'

/** An authority of modules: its root, which is pinned, and what it issues for. */
export interface ModuleRoot {
  readonly environment: Environment
  readonly certificate: Certificate
}

export interface ModuleQuestion {
  /** Of the module. */
  readonly certificate: Certificate
  /** Of the authorities between; nothing in them is trusted. */
  readonly intermediates: readonly Certificate[]
  readonly roots: readonly ModuleRoot[]
  readonly time: Date
  readonly verifySignature: VerifySignature
}

/**
 * Validates a module's certificate up to a root of its own environment. Whether it is revoked is not asked here: the portal
 * knows it from its own table, the extension from the portal. Errors: ERR_SAM_FOREIGN (details.reason), ERR_SAM_EXPIRED,
 * ERR_SAM_NOT_YET_VALID.
 */
export function validateModule(question: ModuleQuestion): ModuleFacts {
  const { certificate, intermediates, roots, time, verifySignature } = question
  const facts = refusingAsForeign(() => readModuleFacts(certificate))
  const anchors = roots.filter(({ environment }) => environment === facts.environment).map((root) => root.certificate)
  // The dates of one of ours are what a person can do something about, so whether it is one is looked at by a day within.
  const dayWithin = Math.min(Math.max(time.getTime(), certificate.notBefore), certificate.notAfter)
  refusingAsForeign(() =>
    validatePath({
      leaf: certificate,
      intermediates,
      anchors,
      time: new Date(dayWithin),
      crls: [],
      checkRevocation: false,
      profile: moduleProfile(facts.environment),
      verifySignature,
    }),
  )
  if (time > facts.notAfter) throw expired(facts)
  if (time < facts.notBefore) throw notYetValid(facts)
  return facts
}

/** Error: ERR_SAM_FOREIGN for what is no certificate. */
export const readModuleCertificate = (der: Uint8Array): Certificate => refusingAsForeign(() => parseCertificate(der))
