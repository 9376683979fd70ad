import { toBase64url } from '../../core/bytes/base64url.ts'
import { type ProofKey, thumbprintInput } from '../../core/protocol/proof.ts'

/** The key that a session is bound to. The private half cannot be exported, not even by this page. */
export interface PageKey {
  readonly privateKey: CryptoKey
  readonly jwk: ProofKey
  /** RFC 7638, base64url: what the challenge and the session carry. */
  readonly thumbprint: string
}

/** Where the key outlives a reload. One key per origin, shared by its tabs. */
export interface PageKeyStore {
  get(): Promise<PageKey | undefined>
  /** Keeps `key` unless one is there already, and resolves with the one that is kept. */
  addIfAbsent(key: PageKey): Promise<PageKey>
  clear(): Promise<void>
}

export class PageKeys {
  readonly #store: PageKeyStore
  readonly #crypto: Crypto

  constructor(store: PageKeyStore, webCrypto: Crypto = crypto) {
    this.#store = store
    this.#crypto = webCrypto
  }

  /** The key, if there is one: without it no session can exist. Asked anew each time, since another tab may sign out. */
  peek(): Promise<PageKey | undefined> {
    return this.#store.get()
  }

  /** The key, made when there is none. */
  async obtain(): Promise<PageKey> {
    return (await this.#store.get()) ?? (await this.#store.addIfAbsent(await makePageKey(this.#crypto)))
  }

  /** After signing out: the next person at this computer gets a key of their own. */
  forget(): Promise<void> {
    return this.#store.clear()
  }
}

async function makePageKey({ subtle }: Crypto): Promise<PageKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const { privateKey, publicKey } = await subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { x = '', y = '' } = await subtle.exportKey('jwk', publicKey)
  const jwk: ProofKey = { kty: 'EC', crv: 'P-256', x, y }
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(thumbprintInput(jwk)))
  return { privateKey, jwk, thumbprint: toBase64url(new Uint8Array(digest)) }
}
