import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** False where the machine has no such command: the test is skipped and says so. */
export const hasOpenSsl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0

/** A temporary folder in which the openssl command line looks at our DER. */
export class OpenSsl {
  readonly folder = mkdtempSync(join(tmpdir(), 'demo-pki-'))

  /** Writes bytes (or base64 text, as our JSON has it) and answers the path. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = join(this.folder, name)
    writeFileSync(path, typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes)
    return path
  }

  pem(name: string, ...certificates: string[]): string {
    const path = join(this.folder, name)
    writeFileSync(
      path,
      certificates.map((der) => `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`).join(''),
    )
    return path
  }

  /** Standard output and error together; throws with them when openssl refuses. */
  run(...args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  dispose() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
