import { toBase64 } from '../../../core/bytes/base64.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { ApplicationMemory, type CardApplication } from '../../../demo/cards/card-application.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { pivAnswerToReset } from '../../../demo/cards/piv-objects.ts'
import { pkcs15AnswerToReset } from '../../../demo/cards/pkcs15-files.ts'
import { VirtualCard } from '../../../demo/cards/virtual-card.ts'
import { KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } from '../../../demo/pki/x509.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import { PlainMemory } from './plain-memory.ts'

export const keyKinds = {
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  EC: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const
export type KeyKind = keyof typeof keyKinds

const made = new Map<KeyKind, Promise<Pick<CardFile, 'certificate' | 'privateKey'>>>()

async function makeKey(kind: KeyKind) {
  const algorithm = keyKinds[kind]
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Card, 2.5.4.5=0000000000000042',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
  })
  return {
    certificate: toBase64(new Uint8Array(certificate.rawData)),
    privateKey: await crypto.subtle.exportKey('jwk', keys.privateKey),
  }
}

/** A card of a standard, with a key and a certificate of its own. Keys are made once per test file. */
export async function standardCardFile(
  application: 'piv' | 'pkcs15',
  kind: KeyKind = 'RSA',
  changes: Partial<CardFile> = {},
): Promise<CardFile> {
  const key = made.get(kind) ?? makeKey(kind)
  made.set(kind, key)
  return {
    id: application,
    label: { zhTW: '卡', en: 'Card' },
    application,
    cardType: 'hca-personnel',
    environment: 'test',
    cardSn: '0F1E2D3C4B5A4968A7B6C5D4E3F20101',
    institution: null,
    answerToReset: toHex(fromHex(application === 'piv' ? pivAnswerToReset : pkcs15AnswerToReset)),
    pin: '246810',
    tries: 3,
    issuerCertificate: null,
    ...(await key),
    ...changes,
  }
}

export interface PoweredCard {
  readonly card: VirtualCard
  readonly memory: PlainMemory
  readonly connection: SmartCardConnection
  /** Command and response in hex, spaces allowed in the command. */
  send(hex: string): Promise<string>
}

/** The card with power, and a connection straight to it. */
export async function power(
  file: CardFile,
  application?: (file: CardFile, memory: ApplicationMemory) => CardApplication,
): Promise<PoweredCard> {
  const memory = new PlainMemory(file.tries)
  const card = new VirtualCard(file, memory, application?.(file, new ApplicationMemory(memory)))
  await card.reset()
  const connection: SmartCardConnection = {
    transmit: (command) => card.transmit(command),
    startTransaction: async (transaction) => void (await transaction()),
    status: () => Promise.reject(new Error('not asked for')),
    disconnect: () => card.powerOff(),
  }
  const send = async (hex: string) => toHex(await card.transmit(fromHex(hex))).toUpperCase()
  return { card, memory, connection, send }
}
