import { spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBase64 } from '../../core/bytes/base64.ts'

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
]

/** SoftHSM2's PKCS#11 module. */
export const softHsmModule = modules.find((path) => existsSync(path)) ?? ''

/** Why a soft token cannot be made here; undefined where it can. */
export function whyNoSoftHsm(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  const tools = ['softhsm2-util', 'pkcs11-tool'].every((name) => existsSync(`/usr/bin/${name}`))
  return tools && softHsmModule !== '' ? undefined : 'needs softhsm2 and opensc'
}

/** What is written onto a token: of a card of the demo. */
export interface TokenContent {
  readonly pin: string
  /** Base64 DER. */
  readonly certificate: string | null
  readonly privateKey: JsonWebKey | null
}

/** SoftHSM2 with a folder of tokens of its own. `environment` is for the process that loads the module. */
export class SoftHsm {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nhi-portal-softhsm-'))
  readonly environment: Readonly<Record<string, string>>

  constructor() {
    const configuration = join(this.#folder, 'softhsm2.conf')
    mkdirSync(this.#tokens)
    writeFileSync(
      configuration,
      `directories.tokendir = ${this.#tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
    )
    this.environment = { SOFTHSM2_CONF: configuration }
  }

  get #tokens(): string {
    return join(this.#folder, 'tokens')
  }

  /** Makes a token with a key and its certificate. */
  addToken(label: string, { pin, certificate, privateKey }: TokenContent): void {
    this.#run('softhsm2-util', '--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '13572468')
    if (!certificate || !privateKey) return
    const key = createPrivateKey({ key: privateKey as never, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' })
    for (const [type, bytes] of [
      ['privkey', key],
      ['cert', fromBase64(certificate)],
    ] as const) {
      const file = join(this.#folder, type)
      writeFileSync(file, bytes)
      const object = ['--write-object', file, '--type', type, '--id', '5349474e', '--label', 'SIGN']
      const token = ['--module', softHsmModule, '--token-label', label, '--login', '--pin', pin]
      this.#run('pkcs11-tool', ...token, ...object, ...(type === 'privkey' ? ['--usage-sign'] : []))
      rmSync(file)
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #run(program: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(program, args, { env: { ...process.env, ...this.environment } })
    if (status !== 0) throw new Error(`${program} ${args[0]}: ${String(stdout)}${String(stderr)}`)
  }
}
