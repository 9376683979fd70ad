import { randomInt, webcrypto } from 'node:crypto'
import { z } from 'zod'
import { type Environment } from '../../core/cards/environments.ts'
import { moveOf } from '../../core/portal/sam-applications.ts'
import { sealSecret } from '../../core/sam/sealed-secret.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds, type Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findSamApplication, moveSamApplication, type SamApplication } from '../db/tables/sam-applications.ts'
import { addSamModule, findLatestSamModule } from '../db/tables/sam-modules.ts'
import { addSamSecret } from '../db/tables/sam-secrets.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { SamIssuer, Validity } from '../pki/issue-sam-certificate.ts'
import { type MadeModule, makeModuleFile, newSecret } from './make-module-file.ts'

export const issueModuleKind = 'issue-module'

const payload = z.strictObject({ application: z.uuid() })

const moduleYears = 3
/** A computer's clock may be behind the portal's. */
const backdatedSeconds = 3600
/** So long a secret waits for its page. */
const secretSeconds = 30 * 86_400

/**
 * Makes the module of an application that was passed. All that it leaves is written in one transaction: cut off before, it
 * begins anew with another key and another code, and what it had signed is in no table and so of no use
 * (server/pki/validate-module.ts). Run again, it finds nothing to do.
 */
export function issueModule(parts: {
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly environment: Environment
  readonly issuer: SamIssuer
}): JobKind {
  const { database, clock, environment, issuer } = parts
  return {
    kind: issueModuleKind,
    leaseSeconds: 120,
    // With the pauses between them three weeks: a token may be away over the New Year.
    maximumAttempts: 500,
    async run(given) {
      const { application: id } = payload.parse(given)
      const now = clock.now()
      const application = await findSamApplication(database.query, id, now)
      if (application?.state !== 'to-issue') return
      const { institution, pageKey } = application
      const code = newModuleCode(environment)
      const subject = {
        module: code,
        institution: institution.code,
        institutionName: Array.from(institution.name).slice(0, 100).join(''),
        environment,
      }
      const replaced = await findLatestSamModule(database.query, id)
      const validity = validityOf(issuer, now, replaced?.notAfter)
      const secret = newSecret()
      try {
        const made = await makeModuleFile(subject, secret, issuer, validity)
        const sealed = await sealSecret(webcrypto.subtle, { pageKey, moduleCode: code, secret })
        await recordModule(database, application, { ...made, ...validity, code, environment, sealed, now })
      } finally {
        secret.fill(0)
      }
    },
  }
}

/** The first digit tells the environment; the others are drawn, so that they tell nothing of how many there are. */
const newModuleCode = (environment: Environment): string =>
  (environment === 'test' ? '9' : '0') + String(randomInt(100_000_000_000)).padStart(11, '0')

/** Whole seconds, as certificates have them. One that replaces another ends with it, and none outlives its issuer. */
function validityOf({ certificate }: SamIssuer, now: Date, replacedEnds: Date | undefined): Validity {
  const start = Math.floor(addSeconds(now, -backdatedSeconds).getTime() / 1000) * 1000
  const usualEnd = new Date(start)
  usualEnd.setUTCFullYear(usualEnd.getUTCFullYear() + moduleYears)
  const end = Math.min(usualEnd.getTime(), certificate.notAfter, replacedEnds?.getTime() ?? Infinity)
  if (end <= now.getTime()) throw new Error('the issuing certificate has expired')
  return { notBefore: new Date(start), notAfter: new Date(end) }
}

interface ModuleToRecord extends MadeModule, Validity {
  readonly code: string
  readonly environment: Environment
  readonly sealed: string
  readonly now: Date
}

async function recordModule(
  database: PortalDatabase,
  { id, number, institution, state, pageKey }: SamApplication,
  { code, environment, certificate, file, notBefore, notAfter, sealed, now }: ModuleToRecord,
): Promise<void> {
  await database.tx(async (query) => {
    // Another process may have done it meanwhile, and the module may have been asked for anew, for another page.
    const moved = await moveSamApplication(
      query,
      { id, from: state, to: moveOf(state, 'job', 'issue'), pageKey },
      { module_code: code },
    )
    if (!moved) return
    const isNew = await addSamModule(query, {
      code,
      applicationId: id,
      institutionCode: institution.code,
      environment,
      certificate: certificate.der,
      serialNumber: certificate.serialNumber,
      notBefore,
      notAfter,
      issuedAt: now,
      container: Buffer.from(file).toString('latin1'),
    })
    if (!isNew) throw new Error('the code that was drawn is taken') // nothing is done, and another is drawn
    await addSamSecret(query, { moduleCode: code, sealed, expiresAt: addSeconds(now, secretSeconds) })
    await audit(query, now, {
      event: 'issue-module',
      platform: 'vpn',
      institutionCode: institution.code,
      detail: { application: number, module: code },
    })
  })
}
