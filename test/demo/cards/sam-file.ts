import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { samAnswerToReset } from '../../../demo/cards/sam-application.ts'
import { plainCard } from '../reader/set-up.ts'

export interface SamToTry {
  readonly file: CardFile
  /** Of the module's own key. */
  readonly publicKey: KeyObject
  /** What the portal answers to its random number. */
  readonly answer: (random: Uint8Array) => Uint8Array
}

/** A SAM card with keys of its own, whose certificate is none: the card does not read it. */
export function samToTry(changes: Partial<CardFile> = {}): SamToTry {
  const module = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const portal = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const file = plainCard({
    id: 'sam',
    application: 'sam',
    cardType: null,
    cardSn: '900000000123',
    institution: '3501999018',
    answerToReset: samAnswerToReset,
    pin: '',
    certificate: 'MAEA',
    privateKey: module.privateKey.export({ format: 'jwk' }) as JsonWebKey,
    authenticationKey: portal.publicKey.export({ format: 'jwk' }) as JsonWebKey,
    ...changes,
  })
  const prefix = new TextEncoder().encode(`nhi-sam-authentication${file.cardSn}`)
  const answer = (random: Uint8Array) =>
    sign('sha256', Buffer.concat([prefix, random]), { key: portal.privateKey, dsaEncoding: 'ieee-p1363' })
  return { file, publicKey: module.publicKey, answer }
}
