import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Challenge, LoginClaims } from '../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../core/bytes/base64.ts'
import type { Environment } from '../../core/cards/environments.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import type { DemoKeyHolder, DemoPki } from '../../demo/pki/demo-pki.ts'
import { makeModule } from '../../demo/pki/make-sam-authority.ts'
import type { Queryable } from '../../server/db/database.ts'
import { newId } from '../../server/db/new-id.ts'
import { addSamApplication } from '../../server/db/tables/sam-applications.ts'
import { addSamModule } from '../../server/db/tables/sam-modules.ts'
import { keySigner } from '../../server/pki/es256-signer.ts'
import type { SamAuthority } from '../../server/pki/sam-authority.ts'
import { claimsFor } from './sign-with-card.ts'

/** A security module that can be told to sign: a key, its certificate, and whose it is. */
export interface TestModule extends DemoKeyHolder {
  readonly code: string
  readonly institution: string
}

/** The demo's authority as a portal reads it from SAM_DIRECTORY; it issues nothing. */
export function demoSamAuthority({ samAuthorities }: DemoPki, environment: Environment = 'test'): SamAuthority {
  const { root, issuing, authentication } = samAuthorities[environment]
  const signer = keySigner(privateKeyOf(authentication.privateKey))
  return {
    environment,
    root: parseCertificate(fromBase64(root.certificate)),
    issuing: [parseCertificate(fromBase64(issuing.certificate))],
    issuer: undefined,
    authenticate: (module, random) =>
      signer.sign(Buffer.concat([Buffer.from(`nhi-sam-authentication${module}`), random])),
  }
}

/** The module on a SAM card of the demo. */
export function moduleOn({ id, certificate, privateKey, cardSn, institution }: CardFile): TestModule {
  if (certificate === null || privateKey === null || institution === null) throw new Error(`${id} is no module`)
  return { certificate, privateKey, code: cardSn, institution }
}

const day = 86_400_000

export interface ModuleOrder {
  readonly institution: { readonly code: string; readonly name: string }
  readonly code: string
  readonly environment?: Environment
  /** In days from now. */
  readonly validity?: readonly [from: number, to: number]
}

/** One that the demo's authority issues now; the portal knows nothing of it. */
export async function issueTestModule(
  pki: DemoPki,
  now: Date,
  { institution, code, environment = 'test', validity: [from, to] = [-1, 365] }: ModuleOrder,
): Promise<TestModule> {
  const order = { code, institution: institution.code, institutionName: institution.name }
  const at = (days: number) => new Date(now.getTime() + days * day)
  const made = await makeModule(pki.samAuthorities[environment], order, { notBefore: at(from), notAfter: at(to) })
  return { ...made, code, institution: institution.code }
}

/** As the portal's own table has it: a file that was applied for, or a card. */
export async function recordModule(
  query: Queryable,
  { code, institution, certificate }: TestModule,
  now: Date,
  kind: 'cloud' | 'card' = 'cloud',
): Promise<void> {
  const applicationId = kind === 'cloud' ? newId(now) : null
  if (applicationId !== null) {
    const contact = { name: '聯絡', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' }
    const application = { id: applicationId, number: applicationId, institutionCode: institution, contact }
    await addSamApplication(query, { ...application, pageKey: '{}', at: now })
  }
  const { der, serialNumber, notBefore, notAfter } = parseCertificate(fromBase64(certificate))
  await addSamModule(query, {
    code,
    applicationId,
    institutionCode: institution,
    environment: 'test',
    certificate: der,
    serialNumber,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    container: null,
    issuedAt: now,
  })
}

/** The claims that the extension makes with an NHI card: its holder as read, and the module's institution. */
export const claimsWithModule = (
  card: CardFile,
  module: TestModule,
  challenge: Challenge,
  changes: Partial<LoginClaims> = {},
): LoginClaims =>
  claimsFor(card, challenge, {
    institution: module.institution,
    reader: 'nhi',
    holder: { idNumber: card.holder?.nationalId ?? '' },
    ...changes,
  })

/** What the module signs: the assertion itself, or the payload of a card's once more. `keyOf` lends another one's key. */
export function signWithModule(module: TestModule, claims: LoginClaims, keyOf: DemoKeyHolder = module): string {
  const input = signingInput({ algorithm: 'ES256', certificate: fromBase64(module.certificate), claims })
  const key = { key: privateKeyOf(keyOf.privateKey), dsaEncoding: 'ieee-p1363' } as const
  return assembleAssertion(input.text, sign('sha256', input.bytes, key))
}

const privateKeyOf = (jwk: JsonWebKey): KeyObject => createPrivateKey({ key: { ...jwk }, format: 'jwk' })
