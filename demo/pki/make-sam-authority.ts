import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import { fromHex, toHex } from '../../core/bytes/hex.ts'
import type { Environment } from '../../core/cards/environments.ts'
import { modulePolicyOids } from '../../core/pki/oids.ts'
import type { CardFile } from '../cards/card-file.ts'
import type { DemoSamCard } from '../cards/sam-cards.ts'
import { samAnswerToReset } from '../cards/sam-application.ts'
import type { DemoKeyHolder, DemoSamAuthority } from './demo-pki.ts'
import { issueModule, issueModuleAuthority, issueRoot, type Issuer, type Validity } from './issue.ts'
import { ecdsaSha256, exportPrivateKey, makeEcKeyPair } from './keys.ts'
import { authorityName, moduleName } from './names.ts'
import { X509Certificate } from './x509.ts'

const organizations = {
  test: '示範安全模組憑證管理中心（測試）',
  production: '示範安全模組憑證管理中心（正式）',
} as const satisfies Record<Environment, string>

/** A root, the authority below it, and the key by which its cards know the portal. */
export async function makeSamAuthority(
  environment: Environment,
  validity: { readonly root: Validity; readonly issuing: Validity },
): Promise<DemoSamAuthority> {
  const [root, issuing, authentication] = await Promise.all([
    makeIssuer(environment, '根憑證機構'),
    makeIssuer(environment, '發卡憑證機構'),
    makeEcKeyPair(),
  ])
  const [rootCertificate, issuingCertificate] = await Promise.all([
    issueRoot(root, validity.root),
    issueModuleAuthority(issuing, root, modulePolicyOids[environment], validity.issuing),
  ])
  return {
    environment,
    root: await keyHolder(rootCertificate, root.keys),
    issuing: await keyHolder(issuingCertificate, issuing.keys),
    authentication: {
      publicKey: await crypto.subtle.exportKey('jwk', authentication.publicKey),
      privateKey: await exportPrivateKey(authentication.privateKey),
    },
  }
}

async function makeIssuer(environment: Environment, unit: string): Promise<Issuer> {
  const slug = `sam-${environment}`
  const name = authorityName({
    slug,
    organization: organizations[environment],
    organizationalUnit: unit,
    label: { zhTW: unit, en: slug },
  })
  return { slug, name, keys: await makeEcKeyPair() }
}

/** A key and its certificate for a module, as a card or a file gets it. */
export async function makeModule(
  authority: DemoSamAuthority,
  module: Pick<DemoSamCard, 'code' | 'institution' | 'institutionName'>,
  validity: Validity,
): Promise<DemoKeyHolder> {
  const keys = await makeEcKeyPair()
  const issuer = await issuerOf(authority)
  const policy = modulePolicyOids[authority.environment]
  return keyHolder(await issueModule(moduleName(module), keys.publicKey, issuer, policy, validity), keys)
}

async function issuerOf({ environment, issuing }: DemoSamAuthority): Promise<Issuer> {
  const certificate = new X509Certificate(fromBase64(issuing.certificate))
  const { d: _, key_ops: _uses, ...publicPart } = issuing.privateKey
  return {
    slug: `sam-${environment}`,
    name: certificate.subjectName,
    keys: {
      publicKey: await crypto.subtle.importKey('jwk', publicPart, ecdsaSha256, true, ['verify']),
      privateKey: await crypto.subtle.importKey('jwk', issuing.privateKey, ecdsaSha256, false, ['sign']),
    },
  }
}

/** The module as a card for the SAM slot of a reader. */
export async function makeSamCard(
  authority: DemoSamAuthority,
  module: DemoSamCard,
  validity: Validity,
): Promise<CardFile> {
  const { certificate, privateKey } = await makeModule(authority, module, validity)
  const { id, label, code, institution } = module
  return {
    id,
    label,
    application: 'sam',
    cardType: null,
    environment: authority.environment,
    cardSn: code,
    institution,
    answerToReset: toHex(fromHex(samAnswerToReset)),
    pin: '',
    tries: 3,
    certificate,
    issuerCertificate: authority.issuing.certificate,
    privateKey,
    authenticationKey: authority.authentication.publicKey,
  }
}

const keyHolder = async (certificate: X509Certificate, { privateKey }: CryptoKeyPair): Promise<DemoKeyHolder> => ({
  certificate: toBase64(new Uint8Array(certificate.rawData)),
  privateKey: await exportPrivateKey(privateKey),
})
