import type { CardFile } from '../../../demo/cards/card-file.ts'
import type { Country, CountryPerson } from '../../../demo/country.ts'
import { authorityRows } from '../../../demo/pki/authorities.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { issueCard, type Issuer, type Validity } from '../../../demo/pki/issue.ts'
import { exportPrivateKey, importPrivateKey, makeKeyPair } from '../../../demo/pki/keys.ts'
import { authorityName, cardName } from '../../../demo/pki/names.ts'
import { subjectDirectoryAttributes } from '../../../demo/pki/subject-directory-attributes.ts'
import { toBase64 } from '../../../core/bytes/base64.ts'

const issuers = { 'hca-personnel': 'HCA', moica: 'MOICA' } as const

/** Cards share these: a key takes long to make, and what is timed never knows it from another. */
const sharedKeys = 24
const year = 31_536_000_000

/** Cards, each with a certificate of its own, of people of the country who have a role somewhere. */
export async function makeCards(
  { pki, country, now }: { readonly pki: DemoPki; readonly country: Country; readonly now: Date },
  count: number,
): Promise<CardFile[]> {
  const workshop = await openWorkshop(pki, now)
  const withRole = new Set(country.assignments.map(({ personId }) => personId))
  const people = country.people.filter(({ id }) => withRole.has(id))
  const step = Math.max(1, Math.floor(people.length / count))
  const chosen = people.filter((_, index) => index % step === 0).slice(0, count)
  return await Promise.all(chosen.map(workshop))
}

async function openWorkshop(
  pki: DemoPki,
  now: Date,
): Promise<(person: CountryPerson, index: number) => Promise<CardFile>> {
  const keys = await Promise.all(
    Array.from({ length: sharedKeys }, async () => {
      const { publicKey, privateKey } = await makeKeyPair()
      return { publicKey, privateKey: await exportPrivateKey(privateKey) }
    }),
  )
  const validity: Validity = { notBefore: new Date(now.getTime() - year), notAfter: new Date(now.getTime() + year) }
  const [HCA, MOICA] = await Promise.all([openIssuer(pki, 'HCA'), openIssuer(pki, 'MOICA')])
  return async ({ id, name, cardType, cardSubject }, index) => {
    const kind = cardType === 'moica' ? cardType : 'hca-personnel'
    const model = pki.cards.find((card) => card.id === kind)
    const pair = keys[index % sharedKeys]
    if (!model || !pair) throw new Error(`the demo has no card ${kind}`)
    const subject = { commonName: name, serialNumber: cardSubject, lastFourOfId: '0000' }
    const certificate = await issueCard(
      cardName(subject),
      subjectDirectoryAttributes(kind, subject),
      pair.publicKey,
      { HCA, MOICA }[issuers[kind]],
      validity,
    )
    return { ...model, id, certificate: toBase64(new Uint8Array(certificate.rawData)), privateKey: pair.privateKey }
  }
}

/** It signs alone: whose certificate it is stands in the demo's. */
async function openIssuer({ authorities }: DemoPki, code: 'HCA' | 'MOICA'): Promise<Issuer> {
  const { privateKey } = authorities[code]
  const { kty, n, e } = privateKey
  const publicKey = await crypto.subtle.importKey(
    'jwk',
    { kty: kty ?? '', n: n ?? '', e: e ?? '' },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    true,
    ['verify'],
  )
  const row = authorityRows[code]
  return {
    slug: row.slug,
    name: authorityName(row),
    keys: { publicKey, privateKey: await importPrivateKey(privateKey) },
  }
}
