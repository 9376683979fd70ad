import { toBase64 } from '../../core/bytes/base64.ts'
import { fromHex, toHex } from '../../core/bytes/hex.ts'
import type { CardFile } from '../cards/card-file.ts'
import { answersToReset, type DemoCard, demoCards, type DemoIssuer } from '../cards/demo-cards.ts'
import { demoSamCards } from '../cards/sam-cards.ts'
import { type AuthorityRow, authorityRows, type IssuingAuthorityCode } from './authorities.ts'
import type { DemoAuthority, DemoPki, IssuedCertificate } from './demo-pki.ts'
import { readElement, readElements } from './der.ts'
import {
  issueAuthority,
  issueCard,
  issueResponder,
  issueRoot,
  type Issuer,
  subjectPublicKeyInfo,
  type Validity,
} from './issue.ts'
import { exportPrivateKey, keyIdentifier, makeKeyPair as makeRsaKeyPair } from './keys.ts'
import { makeSamAuthority, makeSamCard } from './make-sam-authority.ts'
import { authorityName, cardName, responderName } from './names.ts'
import { subjectDirectoryAttributes } from './subject-directory-attributes.ts'
import type { X509Certificate } from './x509.ts'

const day = 86_400_000

/** Validities in days from the making of the PKI. A card lives five years like its models. */
const validities = {
  root: [-3650, 7300],
  authority: [-2555, 3650],
  responder: [-365, 1460],
  valid: [-365, 1460],
  revoked: [-365, 1460],
  expired: [-1855, -30],
} as const satisfies Record<string, readonly [number, number]>
const revokedDaysAgo = 10

export interface DemoPkiOptions {
  readonly now: Date
  /** RSA-2048, extractable: a new one each time by default. */
  readonly makeKeyPair?: () => Promise<CryptoKeyPair>
}

/**
 * A root, an issuing authority per kind of card, an impostor, the authorities of security modules, and every card of the
 * demo, each with keys of its own: about two seconds of key making, done in parallel.
 */
export async function makeDemoPki({ now, makeKeyPair = makeRsaKeyPair }: DemoPkiOptions): Promise<DemoPki> {
  const workshop = new Workshop(now, makeKeyPair)
  const root = await makeIssuer(authorityRows.root, workshop)
  const rootCertificate = await issueRoot(root, workshop.validity('root'))
  const [HCA, MOICA, GCA, MOEACA, impostor, samAuthorities] = await Promise.all([
    makeAuthority('HCA', root, workshop),
    makeAuthority('MOICA', root, workshop),
    makeAuthority('GCA', root, workshop),
    makeAuthority('MOEACA', root, workshop),
    makeImpostor(workshop),
    makeSamAuthorities(workshop),
  ])
  const modules = demoSamCards.map((module) =>
    makeSamCard(samAuthorities[module.environment], module, workshop.validity('valid')),
  )
  const genuine = [HCA, MOICA, GCA, MOEACA]
  const files = [...genuine, impostor].flatMap((made) => made.files)
  const issuedByRoot = genuine.map(({ certificate }) => ({
    serialNumber: serialNumberOf(certificate),
    revokedAt: null,
  }))
  return {
    madeAt: workshop.at(0).toISOString(),
    root: await describe(root, rootCertificate, issuedByRoot, null),
    authorities: { HCA: HCA.authority, MOICA: MOICA.authority, GCA: GCA.authority, MOEACA: MOEACA.authority },
    impostor: impostor.authority,
    samAuthorities,
    cards: [
      ...demoCards.map((card) => files.find((file) => file.id === card.id) ?? cardFile(card, noSecrets)),
      ...(await Promise.all(modules)),
    ],
  }
}

/** What all that is made has in common: where its keys come from, and its days, in whole seconds as certificates have them. */
class Workshop {
  readonly makeKeyPair: () => Promise<CryptoKeyPair>
  /** The making of the PKI. */
  readonly #start: number

  constructor(now: Date, makeKeyPair: () => Promise<CryptoKeyPair>) {
    this.makeKeyPair = makeKeyPair
    this.#start = Math.floor(now.getTime() / 1000) * 1000
  }

  at(days: number): Date {
    return new Date(this.#start + days * day)
  }

  validity(kind: keyof typeof validities): Validity {
    const [from, to] = validities[kind]
    return { notBefore: this.at(from), notAfter: this.at(to) }
  }
}

async function makeAuthority(code: IssuingAuthorityCode, root: Issuer, workshop: Workshop) {
  const issuer = await makeIssuer(authorityRows[code], workshop)
  const certificate = await issueAuthority(issuer, root, workshop.validity('authority'))
  const [{ files, issued }, responder] = await Promise.all([
    makeCards(code, issuer, certificate, workshop),
    makeResponder(authorityRows[code], issuer, workshop),
  ])
  const all = [...issued, { serialNumber: responder.serialNumber, revokedAt: null }]
  return { files, certificate, authority: await describe(issuer, certificate, all, responder) }
}

async function makeImpostor(workshop: Workshop) {
  const issuer = await makeIssuer(authorityRows.HCA, workshop)
  const certificate = await issueAuthority(issuer, issuer, workshop.validity('authority'))
  const { files, issued } = await makeCards('impostor', issuer, certificate, workshop)
  return { files, authority: await describe(issuer, certificate, issued, null) }
}

async function makeSamAuthorities(workshop: Workshop): Promise<DemoPki['samAuthorities']> {
  const validity = { root: workshop.validity('root'), issuing: workshop.validity('authority') }
  const [test, production] = await Promise.all([
    makeSamAuthority('test', validity),
    makeSamAuthority('production', validity),
  ])
  return { test, production }
}

async function makeCards(code: DemoIssuer, issuer: Issuer, issuerCertificate: X509Certificate, workshop: Workshop) {
  const cards = demoCards.filter(({ certificate }) => certificate?.issuer === code)
  const made = await Promise.all(cards.map((card) => personalise(card, issuer, issuerCertificate, workshop)))
  return { files: made.map(({ file }) => file), issued: made.map(({ issued }) => issued) }
}

const makeIssuer = async (row: AuthorityRow, workshop: Workshop): Promise<Issuer> => ({
  slug: row.slug,
  name: authorityName(row),
  keys: await workshop.makeKeyPair(),
})

async function personalise(card: DemoCard, issuer: Issuer, issuerCertificate: X509Certificate, workshop: Workshop) {
  if (!card.certificate) throw new TypeError(`${card.id} has no certificate to make`)
  const { subject, state } = card.certificate
  const keys = await workshop.makeKeyPair()
  const attributes = subjectDirectoryAttributes(card.cardType, subject)
  const validity = workshop.validity(state)
  const certificate = await issueCard(cardName(subject), attributes, keys.publicKey, issuer, validity)
  const file = cardFile(card, {
    certificate: encode(certificate),
    issuerCertificate: encode(issuerCertificate),
    privateKey: await exportPrivateKey(keys.privateKey),
  })
  const revokedAt = state === 'revoked' ? workshop.at(-revokedDaysAgo).toISOString() : null
  return { file, issued: { serialNumber: serialNumberOf(certificate), revokedAt } }
}

type CardSecrets = Pick<CardFile, 'certificate' | 'issuerCertificate' | 'privateKey'>
const noSecrets: CardSecrets = { certificate: null, issuerCertificate: null, privateKey: null }

function cardFile(card: DemoCard, secrets: CardSecrets): CardFile {
  const { id, label, cardType, environment, cardSn, institution, pin, tries } = card
  const answerToReset = toHex(fromHex(card.answerToReset ?? answersToReset[card.protocol]))
  const file = { id, label, cardType, environment, cardSn, institution, answerToReset, pin, tries, ...secrets }
  const { application, holder, password } = card
  return {
    ...file,
    ...(application && { application }),
    ...(holder && { holder }),
    ...(password && { password: password.text }),
  }
}

async function makeResponder(row: AuthorityRow, issuer: Issuer, workshop: Workshop) {
  const validity = workshop.validity('responder')
  const keys = await workshop.makeKeyPair()
  const certificate = await issueResponder(responderName(row), keys.publicKey, issuer, validity)
  return {
    certificate: encode(certificate),
    privateKey: await exportPrivateKey(keys.privateKey),
    serialNumber: serialNumberOf(certificate),
  }
}

async function describe(
  issuer: Issuer,
  certificate: X509Certificate,
  issued: readonly IssuedCertificate[],
  responder: { certificate: string; privateKey: JsonWebKey } | null,
): Promise<DemoAuthority> {
  return {
    slug: issuer.slug,
    certificate: encode(certificate),
    privateKey: await exportPrivateKey(issuer.keys.privateKey),
    keyId: await keyIdentifier(await subjectPublicKeyInfo(issuer.keys.publicKey)),
    issued,
    responder: responder && { certificate: responder.certificate, privateKey: responder.privateKey },
  }
}

const encode = (certificate: X509Certificate) => toBase64(new Uint8Array(certificate.rawData))

/** The INTEGER's content octets as encoded. The library's own text of it loses a leading zero. */
function serialNumberOf(certificate: X509Certificate): string {
  const [tbsCertificate] = readElements(readElement(new Uint8Array(certificate.rawData), 0x30).content)
  const [, serialNumber] = readElements(tbsCertificate?.content ?? new Uint8Array())
  if (serialNumber?.tag !== 0x02) throw new RangeError('a certificate without serial number')
  return toHex(serialNumber.content)
}
