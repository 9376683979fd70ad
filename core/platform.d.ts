/**
 * The few globals that a service worker, a page and Node all have. core/ is compiled without DOM and Node types,
 * so that anything else does not compile; each home brings its own full declarations of these.
 */

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare const AbortSignal: {
  abort(reason?: unknown): AbortSignal
  any(signals: AbortSignal[]): AbortSignal
  timeout(milliseconds: number): AbortSignal
}
interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare const AbortController: { new (): AbortController }

interface TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
}
declare const TextEncoder: { new (): TextEncoder }
interface TextDecoder {
  decode(bytes?: Uint8Array): string
}
declare const TextDecoder: { new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder }

interface WritableStream {
  readonly locked: boolean
}
declare const WritableStream: { new <C>(sink: { write(chunk: C): void }): WritableStream }

interface URL {
  readonly origin: string
  readonly protocol: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly href: string
}
declare const URL: { new (url: string, base?: string): URL; canParse(url: string, base?: string): boolean }

/** Of WebCrypto, what sealing a secret takes. It is handed in. */
interface CryptoKey {
  readonly extractable: boolean
}
interface CryptoKeyPair {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}
interface SubtleCrypto {
  generateKey(
    algorithm: { readonly name: 'ECDH'; readonly namedCurve: 'P-256' },
    extractable: boolean,
    usages: 'deriveBits'[],
  ): Promise<CryptoKeyPair>
  exportKey(format: 'raw', key: CryptoKey): Promise<ArrayBuffer>
  importKey(
    format: 'raw',
    octets: ArrayBuffer | Uint8Array<ArrayBuffer>,
    algorithm: 'HKDF' | { readonly name: 'ECDH'; readonly namedCurve: 'P-256' },
    extractable: boolean,
    usages: 'deriveKey'[],
  ): Promise<CryptoKey>
  deriveBits(
    algorithm: { readonly name: 'ECDH'; readonly public: CryptoKey },
    key: CryptoKey,
    bits: number,
  ): Promise<ArrayBuffer>
  deriveKey(
    algorithm: {
      readonly name: 'HKDF'
      readonly hash: 'SHA-256'
      readonly salt: Uint8Array<ArrayBuffer>
      readonly info: Uint8Array<ArrayBuffer>
    },
    key: CryptoKey,
    derived: { readonly name: 'AES-GCM'; readonly length: 256 },
    extractable: boolean,
    usages: ('encrypt' | 'decrypt')[],
  ): Promise<CryptoKey>
  encrypt(
    algorithm: { readonly name: 'AES-GCM'; readonly iv: Uint8Array<ArrayBuffer> },
    key: CryptoKey,
    octets: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>
  decrypt(
    algorithm: { readonly name: 'AES-GCM'; readonly iv: Uint8Array<ArrayBuffer> },
    key: CryptoKey,
    octets: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void
