import type { DemoAuthority } from './demo-pki.ts'
import { element } from './der.ts'
import { der, importPrivateKey, rsaSha256 } from './keys.ts'
import { AuthorityKeyIdentifierExtension, Extension, X509Certificate, X509CrlGenerator, X509CrlReason } from './x509.ts'

const week = 7 * 86_400_000

/**
 * The authority's revocation list (RFC 5280 §5) as of `now`, DER: complete, good for seven days, its number growing
 * with the clock so that no later list is taken for an older one.
 */
export async function makeCrl(authority: DemoAuthority, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const thisUpdate = Math.floor(now.getTime() / 1000) * 1000
  const crl = await X509CrlGenerator.create({
    issuer: new X509Certificate(der(authority.certificate)).subjectName,
    thisUpdate: new Date(thisUpdate),
    nextUpdate: new Date(thisUpdate + week),
    signingAlgorithm: rsaSha256,
    signingKey: await importPrivateKey(authority.privateKey),
    extensions: [
      new AuthorityKeyIdentifierExtension(authority.keyId),
      new Extension('2.5.29.20', false, element(0x02, numberOctets(thisUpdate / 1000))),
    ],
    entries: authority.issued.flatMap(({ serialNumber, revokedAt }) =>
      revokedAt === null
        ? []
        : [{ serialNumber, revocationDate: new Date(revokedAt), reason: X509CrlReason.keyCompromise }],
    ),
  })
  return new Uint8Array(crl.rawData)
}

/** Content octets of a positive INTEGER below 2^53. */
function numberOctets(value: number): number[] {
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return (octets[0] ?? 0x80) >= 0x80 ? [0, ...octets] : octets
}
