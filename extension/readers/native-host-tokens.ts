import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import { deserializeError } from '../../core/errors/coded-error.ts'
import type { KeptOpen } from './kept-open.ts'
import type { NativeHostPort } from './native-host-port.ts'
import type { TokenListing, TokenSource } from './token-source.ts'

/** The tokens of the PKCS#11 modules on this computer, by the card service. */
export class NativeHostTokens implements TokenSource {
  readonly #host: KeptOpen<NativeHostPort>

  constructor(host: KeptOpen<NativeHostPort>) {
    this.#host = host
  }

  async list(): Promise<TokenListing> {
    const { tokens, refusals, count } = await this.#host.use((port) => port.ask('list-tokens', {}))
    return {
      tokens: tokens.map(({ token, slotDescription, serialNumber, pin, certificates }) => {
        return { token, slotDescription, serialNumber, pin, certificates: certificates.map(fromBase64) }
      }),
      refusals: refusals.map(({ error }) => deserializeError(error)),
      count,
    }
  }

  async changed(count: number, signal: AbortSignal): Promise<void> {
    await this.#host.use((port) => port.ask('get-token-change', { count }, signal))
  }

  async sign(
    token: string,
    signingInput: string,
    pin: Uint8Array | undefined,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const body = { token, signingInput, ...(pin ? { pin: toBase64(pin) } : {}) }
    return fromBase64((await this.#host.use((port) => port.ask('sign', body, signal))).signature)
  }
}
