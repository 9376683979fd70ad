import { constants, createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { canonicalJson, type Json } from '../../../core/assertion/canonical-json.ts'
import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { claimsFor, signingKey, signWithCard } from '../sign-with-card.ts'

export const encode = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url')
const decode = (part: string): string => Buffer.from(part, 'base64url').toString()

type Signer = (input: string, key: KeyObject) => Buffer
const withKey =
  (hash: string, options: object = {}): Signer =>
  (input, key) =>
    sign(hash, Buffer.from(input), { key, ...options })

/** What else a key can be made to do than what we ask of it. */
const signers = {
  RS256: withKey('sha256'),
  RS384: withKey('sha384'),
  PS256: withKey('sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ES256: withKey('sha256', { dsaEncoding: 'ieee-p1363' }),
  'ES256 in DER': withKey('sha256', { dsaEncoding: 'der' }),
  /** What a verifier checks that takes the public key for the secret of a MAC. */
  HS256: (input, key) => {
    const secret = createPublicKey(key).export({ format: 'pem', type: 'spki' })
    return createHmac('sha256', secret).update(input).digest()
  },
  none: () => Buffer.alloc(0),
} as const satisfies Record<string, Signer>

/** A good assertion in pieces, and what a forger makes of them who can have the card sign anything. */
export class ForgedAssertion {
  readonly card: CardFile
  readonly challenge: Challenge
  /** The good one. */
  readonly token: string
  /** JSON texts. */
  readonly header: string
  readonly payload: string
  readonly signature: Buffer

  constructor(card: CardFile, challenge: Challenge) {
    this.card = card
    this.challenge = challenge
    this.token = this.claiming({})
    const [header = '', payload = '', signature = ''] = this.token.split('.')
    this.header = decode(header)
    this.payload = decode(payload)
    this.signature = Buffer.from(signature, 'base64url')
  }

  /** What the extension would make, with other claims. */
  claiming(changes: Partial<LoginClaims>): string {
    return signWithCard(this.card, claimsFor(this.card, this.challenge, changes))
  }

  /** Parts that are encoded already, however wrongly, and a signature over just that. */
  signed(header: string, payload: string, by: keyof typeof signers = 'RS256'): string {
    const input = `${header}.${payload}`
    return `${input}.${encode(signers[by](input, signingKey(this.card)))}`
  }

  withHeader(header: string, by?: keyof typeof signers): string {
    return this.signed(encode(header), encode(this.payload), by)
  }

  /** Members more, or others, in a header that is canonical. */
  withHeaderMembers(members: Record<string, Json>, by?: keyof typeof signers): string {
    const good: Record<string, Json> = JSON.parse(this.header)
    return this.withHeader(canonicalJson({ ...good, ...members }), by)
  }

  withPayload(payload: string): string {
    return this.signed(encode(this.header), encode(payload))
  }

  /** The good header and payload with another signature. */
  withSignature(signature: Uint8Array): string {
    return this.token.slice(0, this.token.lastIndexOf('.') + 1) + encode(signature)
  }

  sign(by: keyof typeof signers): Buffer {
    return signers[by](this.token.slice(0, this.token.lastIndexOf('.')), signingKey(this.card))
  }
}
