import { spawnSync } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { signingInput } from '../../core/assertion/signing-input.ts'
import { toBase64 } from '../../core/bytes/base64.ts'
import type { HostToken } from '../../core/protocol/native-host.ts'
import { systemTimers } from '../../core/smartcard/timers.ts'
import { keepNativeHost, type NativeHostPort } from '../../extension/readers/native-host-port.ts'
import { NoReaders } from '../../native-host/no-readers.ts'
import { Pkcs11Modules } from '../../native-host/pkcs11/pkcs11-modules.ts'
import { claims } from '../core/assertion/sample.ts'
import { HostPair } from './host-pair.ts'

/** Built by `build(['native-host'])`. */
export const moduleProgram = 'dist/native-host/pkcs11-module.js'

/** The card service with these modules, as the extension speaks to it. */
export function openModules(...paths: string[]) {
  const modules = new Pkcs11Modules({ paths, program: moduleProgram })
  const host = keepNativeHost(new HostPair(() => new NoReaders('a test'), modules), systemTimers)
  const ask: NativeHostPort['ask'] = async (...question) => (await host.acquire()).ask(...question)
  return {
    modules,
    ask,
    /** The one token there is. */
    async token(): Promise<HostToken> {
      const { tokens } = await ask('list-tokens', {})
      const [token] = tokens
      if (!token || tokens.length > 1) throw new Error(`${tokens.length} tokens`)
      return token
    },
  }
}

/** An assertion to be signed with the key of this certificate. */
export const assertionFor = (certificate: Uint8Array, algorithm: 'RS256' | 'ES256' = 'RS256') =>
  signingInput({ algorithm, certificate, claims }).text

export const pinBytes = (digits: string): string => toBase64(new TextEncoder().encode(digits))

/** Whether a signature over the text is of the certificate's key. */
export function isSignedBy(certificate: Uint8Array, text: string, signature: Uint8Array): boolean {
  const key = new X509Certificate(certificate).publicKey
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** The processes that modules are loaded in, of this test. */
export const modulePids = (): number[] =>
  spawnSync('pgrep', ['-P', String(process.pid), '-f', 'pkcs11-module'])
    .stdout.toString()
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
