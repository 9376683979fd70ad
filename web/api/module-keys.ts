import { CodedError } from '../../core/errors/coded-error.ts'
import { makePageKeyPair, openSecret, type PageKeyPair } from '../../core/sam/sealed-secret.ts'

/** Where the keys are kept, by their public halves. */
export interface ModuleKeyStore {
  get(publicKey: string): Promise<PageKeyPair | undefined>
  put(pair: PageKeyPair): Promise<void>
  delete(publicKey: string): Promise<void>
}

/**
 * This browser's keys for modules that were applied for: the opening code of each is sealed to one of them, and is opened
 * here and nowhere else. They outlast sessions, since a review takes days.
 */
export class ModuleKeys {
  readonly #open: () => Promise<ModuleKeyStore>
  readonly #subtle: SubtleCrypto

  constructor(open: () => Promise<ModuleKeyStore>, { subtle }: Crypto = crypto) {
    this.#open = open
    this.#subtle = subtle
  }

  /** Makes and keeps one; its public half is filed with the application. Errors: ERR_SAM_STORE. */
  async make(): Promise<string> {
    const pair = await makePageKeyPair(this.#subtle)
    const store = await this.#store()
    await store.put(pair).catch(unusable)
    return pair.publicKey
  }

  /** Whether this browser can open what is sealed to the key. Errors: ERR_SAM_STORE. */
  async has(publicKey: string): Promise<boolean> {
    return (await this.#find(publicKey)) !== undefined
  }

  /** Opens the secret; the key has then done its work and goes. Errors: ERR_SAM_SECRET, ERR_SAM_STORE. */
  async openSecret(
    publicKey: string,
    { moduleCode, sealed }: { readonly moduleCode: string; readonly sealed: string },
  ): Promise<Uint8Array> {
    const pageKey = await this.#find(publicKey)
    if (!pageKey) throw new CodedError('ERR_SAM_SECRET', 'the key is not in this browser')
    const secret = await openSecret(this.#subtle, { pageKey, moduleCode, sealed })
    await (await this.#store()).delete(publicKey).catch(() => undefined) // of no use to anybody any more
    return secret
  }

  async #find(publicKey: string): Promise<PageKeyPair | undefined> {
    return await (await this.#store()).get(publicKey).catch(unusable)
  }

  #store(): Promise<ModuleKeyStore> {
    return this.#open().catch(unusable)
  }
}

function unusable(cause: unknown): never {
  throw new CodedError('ERR_SAM_STORE', 'the browser keeps no keys for this site', { cause })
}
