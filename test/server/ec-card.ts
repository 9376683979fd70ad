import { toBase64 } from '../../core/bytes/base64.ts'
import { type CardFile, kindOf } from '../../demo/cards/card-file.ts'
import { demoCards } from '../../demo/cards/demo-cards.ts'
import { authorityRows } from '../../demo/pki/authorities.ts'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { issueCard } from '../../demo/pki/issue.ts'
import { importPrivateKey, rsaSha256 } from '../../demo/pki/keys.ts'
import { authorityName, cardName } from '../../demo/pki/names.ts'
import { subjectDirectoryAttributes } from '../../demo/pki/subject-directory-attributes.ts'

/** The card of the demo's medical person once more, with a P-256 key: what a newer generation of cards would be. */
export async function makeEcCard({ authorities: { HCA }, cards, madeAt }: DemoPki): Promise<CardFile> {
  const file = cards.find(({ id }) => id === 'hca-personnel')
  const order = demoCards.find(({ id }) => id === 'hca-personnel')
  if (!file || !order?.certificate) throw new Error('the demo has no card for a medical person')
  const { subject } = order.certificate
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { kty = '', n = '', e = '' } = HCA.privateKey
  const issuer = {
    slug: HCA.slug,
    name: authorityName(authorityRows.HCA),
    keys: {
      privateKey: await importPrivateKey(HCA.privateKey),
      publicKey: await crypto.subtle.importKey('jwk', { kty, n, e }, rsaSha256, true, ['verify']),
    },
  }
  const made = Date.parse(madeAt)
  const validity = { notBefore: new Date(made - 1000), notAfter: new Date(made + 365 * 86_400_000) }
  const attributes = subjectDirectoryAttributes(kindOf(file), subject)
  const certificate = await issueCard(cardName(subject), attributes, publicKey, issuer, validity)
  return {
    ...file,
    certificate: toBase64(new Uint8Array(certificate.rawData)),
    privateKey: await crypto.subtle.exportKey('jwk', privateKey),
  }
}
