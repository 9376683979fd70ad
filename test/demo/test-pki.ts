import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { exportPrivateKey, makeKeyPair, rsaSha256 } from '../../demo/pki/keys.ts'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'

/** Keys that earlier runs made on this machine: seconds each on a busy one, and they say nothing new. */
const keptFile = resolve('dist/test-keys.json')

/** The demo's PKI of this day, certificates and all, with keys of its own that may be those of an earlier one. */
export async function makeTestPki(now: Date = new Date()): Promise<DemoPki> {
  const kept = readKept()
  const made: JsonWebKey[] = []
  let next = 0
  const pki = await makeDemoPki({
    now,
    async makeKeyPair() {
      const known = kept[next++]
      if (known) return importKeyPair(known)
      const pair = await makeKeyPair()
      made.push(await exportPrivateKey(pair.privateKey))
      return pair
    },
  })
  if (made.length > 0) keep([...kept, ...made])
  return pki
}

function readKept(): JsonWebKey[] {
  try {
    return JSON.parse(readFileSync(keptFile, 'utf8')) as JsonWebKey[]
  } catch {
    return [] // none yet
  }
}

/** Whole at once: other test processes read it. */
function keep(keys: readonly JsonWebKey[]): void {
  mkdirSync(dirname(keptFile), { recursive: true })
  const own = `${keptFile}.${process.pid}`
  writeFileSync(own, JSON.stringify(keys))
  renameSync(own, keptFile)
}

async function importKeyPair(jwk: JsonWebKey): Promise<CryptoKeyPair> {
  const { kty, n, e } = jwk
  const publicJwk = { kty, n, e } as JsonWebKey
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', jwk, rsaSha256, true, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, rsaSha256, true, ['verify']),
  ])
  return { privateKey, publicKey }
}
