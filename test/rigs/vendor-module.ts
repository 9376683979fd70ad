import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSharedLibrary } from './shared-library.ts'

/** What vendor-module.c does at C_Login instead of looking at the PIN. */
export type LoginBehaviour = 'crash' | 'hang' | `0x${string}`

/** The module of vendor-module.c with a folder of its own. `environment` is for the process that loads it. */
export class VendorModule {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nhi-portal-vendor-module-'))
  readonly path = join(this.#folder, 'vendor-pkcs11.so')
  readonly environment: Readonly<Record<string, string>> = { VENDOR_MODULE: this.#folder }

  constructor() {
    makeSharedLibrary('test/rigs/vendor-module.c', this.path, '-fvisibility=hidden')
  }

  insert(certificate: Uint8Array): void {
    writeFileSync(this.#file('certificate'), certificate)
  }

  takeOut(): void {
    rmSync(this.#file('certificate'), { force: true })
  }

  /** Three tries, no keypad, and nothing in the way. */
  reset(): void {
    for (const name of ['certificate', 'tries', 'keypad', 'login', 'log']) rmSync(this.#file(name), { force: true })
  }

  giveKeypad(): void {
    writeFileSync(this.#file('keypad'), '')
  }

  onLogin(behaviour: LoginBehaviour): void {
    writeFileSync(this.#file('login'), behaviour)
  }

  /** C_Login looks at the PIN again. */
  behave(): void {
    rmSync(this.#file('login'), { force: true })
  }

  get triesLeft(): number {
    return Number(readFileSync(this.#file('tries'), 'utf8'))
  }

  set triesLeft(tries: number) {
    writeFileSync(this.#file('tries'), String(tries))
  }

  /** L: C_Login with a PIN, K: without, O: C_Logout, F: C_Finalize. */
  get calls(): string {
    return existsSync(this.#file('log')) ? readFileSync(this.#file('log'), 'utf8') : ''
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #file(name: string): string {
    return join(this.#folder, name)
  }
}
