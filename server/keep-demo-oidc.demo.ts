import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { type OidcKeys, oidcFiles, readOidcKeys } from './oidc/oidc-keys.ts'

/** What the demo has of single sign-on: the portal's keys, and the sample system's own. */
export interface DemoOidc {
  readonly keys: OidcKeys
  readonly sampleKey: JWK
}

const sampleKeyFile = 'sample-system.key.pem'

const newKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
const newSecret = () => randomBytes(48).toString('base64')

/** Made at the first start, beside their place, which they then take; kept in the data directory. */
export async function keepDemoOidc(directory: string): Promise<DemoOidc> {
  const folder = join(directory, 'oidc')
  if (!existsSync(folder)) {
    const draft = `${folder}.new`
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { recursive: true })
    const files = {
      [oidcFiles.signing]: newKey(),
      [oidcFiles.cookies]: newSecret(),
      [oidcFiles.subjects]: newSecret(),
      [sampleKeyFile]: newKey(),
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(draft, name), content, { mode: 0o600 })
    renameSync(draft, folder)
  }
  const sampleKey = createPrivateKey(readFileSync(join(folder, sampleKeyFile))).export({ format: 'jwk' })
  return { keys: await readOidcKeys(folder), sampleKey: { ...sampleKey, kid: 'sample-1' } as JWK }
}
