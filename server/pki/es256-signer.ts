import { spawn } from 'node:child_process'
import { createHash, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { z } from 'zod'
import { jwsAlgorithms } from '../../core/assertion/jws-algorithms.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import { verifySignature } from './verify-signature.ts'

/** A P-256 key that signs; where it is kept is its own affair. */
export interface Es256Signer {
  /** ES256 (RFC 7518 §3.4) of the octets: R‖S. */
  sign(octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

export const keySigner = (key: KeyObject): Es256Signer => ({
  sign: async (octets) => new Uint8Array(sign('sha256', octets, { key, dsaEncoding: 'ieee-p1363' })),
})

/**
 * The same, sure of its key: nothing leaves that `publicKey` would not take. A token may hold another key than the
 * certificate that is issued from.
 */
export const checkedSigner = (signer: Es256Signer, publicKey: PublicKey): Es256Signer => ({
  async sign(octets) {
    const signature = await signer.sign(octets)
    if (verifySignature(jwsAlgorithms.ES256.scheme, publicKey, octets, signature)) return signature
    throw new Error('the key that signs is not the one of the issuing certificate')
  },
})

/** Where a PKCS#11 token has the key: the file `issuing.pkcs11.json`. The PIN stands in an environment variable. */
export const tokenDescription = z.strictObject({
  /** The vendor's PKCS#11 module, a shared library. */
  module: z.string().min(1),
  /** The token's label. */
  token: z.string().min(1),
  /** CKA_ID of the private key, hex. */
  id: z.string().regex(/^([0-9a-f]{2})+$/i, 'hex digits'),
  /** The name of the environment variable that holds the PIN. */
  pinVariable: z.string().regex(/^[A-Z_][A-Z0-9_]*$/i, 'the name of an environment variable'),
})
export type TokenDescription = z.output<typeof tokenDescription>

/** A token that does not answer must not hold up the job for ever. */
const timeLimitMilliseconds = 30_000

/**
 * Signs with OpenSC's `pkcs11-tool`, a process per signature: the vendor's library runs outside the server. The PIN goes by
 * the environment and never by the command line, which others can read. Errors: plain ones, with the tool's own words.
 */
export function tokenSigner(
  { module, token, id, pinVariable }: TokenDescription,
  environment: Readonly<Record<string, string | undefined>>,
): Es256Signer {
  const args = ['--module', module, '--token-label', token, '--login', '--pin', `env:${pinVariable}`]
  const act = ['--sign', '--mechanism', 'ECDSA', '--id', id, '--signature-format', 'rs']
  return {
    async sign(octets) {
      const tool = spawn('pkcs11-tool', [...args, ...act], {
        env: environment,
        stdio: ['pipe', 'pipe', 'pipe'],
        timeout: timeLimitMilliseconds,
      })
      const signature: Buffer[] = []
      let words = ''
      tool.stdout.on('data', (chunk: Buffer) => signature.push(chunk))
      tool.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')))
      // A tool that ends before it has read is told of by its exit code.
      tool.stdin.on('error', () => undefined)
      tool.stdin.end(createHash('sha256').update(octets).digest())
      const [code] = (await once(tool, 'close')) as [number | null]
      const bytes = new Uint8Array(Buffer.concat(signature))
      if (code !== 0 || bytes.length !== 64) {
        throw new Error(`pkcs11-tool signs nothing (${code ?? 'stopped'}): ${words.trim().slice(0, 500)}`)
      }
      return bytes
    },
  }
}
