import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Environment } from '../../core/cards/environments.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { makeAuthority } from '../core/pki/make-certificate.ts'
import { writeAuthority } from './sam/authority-files.ts'

/** Runs server/main.ts until it ends by itself. */
async function run(variables: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const program = fileURLToPath(new URL('run-server.mjs', import.meta.url))
  const server = spawn(process.execPath, [program, 'main.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], ...variables },
  })
  let words = ''
  server.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const [code] = (await once(server, 'close')) as [number | null]
  return { code, words }
}

/** A test authority for security modules, and the variables of a server of `environment` that is given it. */
async function withSamAuthority(
  environment: Environment,
): Promise<{ folder: string; variables: Record<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-main-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await writeAuthority(folder, 'test')
  const { der } = makeAuthority('測試用憑證中心').certificate
  writeFileSync(join(folder, 'ca.cer'), der)
  const row = { cardType: 'moica', environment, sha256: fingerprint(der), certificate: 'ca.cer' }
  const authorities = [{ ...row, crlUrls: ['http://127.0.0.1:9/ca.crl'] }]
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ authorities }))
  const variables = { TRUST_ANCHORS: join(folder, 'trust.json'), SAM_DIRECTORY: folder, ENVIRONMENT: environment }
  return { folder, variables }
}

describe('the product server', () => {
  it('does not start without pinned authorities, and says which variable is missing', async () => {
    const { code, words } = await run({})
    expect(code).toBe(1)
    expect(words).toMatch(/^TRUST_ANCHORS must name the file/)
  })

  it('does not start with a wrong setting, and says what it should be', async () => {
    const { code, words } = await run({ PORT: 'eighty', TRUST_ANCHORS: '/nowhere.json' })
    expect(code).toBe(1)
    expect(words).toContain('PORT must be a number from 0 to 65535')
  })

  it('of production does not start with an authority for test modules', async () => {
    const { variables } = await withSamAuthority('production')
    const { code, words } = await run(variables)
    expect(code).toBe(1)
    expect(words).toContain('SAM_DIRECTORY holds an authority for test modules, and this server is production')
  })

  it('does not start with an authority that lacks something, and says which file', async () => {
    const { folder, variables } = await withSamAuthority('test')
    rmSync(join(folder, 'authentication.key.pem'))
    const { code, words } = await run(variables)
    expect(code).toBe(1)
    expect(words).toContain('authentication.key.pem is missing')
  })
})
