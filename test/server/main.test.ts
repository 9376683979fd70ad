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
async function run(
  variables: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; words: string; said: string }> {
  const program = fileURLToPath(new URL('run-server.mjs', import.meta.url))
  const server = spawn(process.execPath, [program, 'main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...variables },
  })
  let words = ''
  server.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  let said = ''
  server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(server, 'close')) as [number | null]
  return { code, words, said }
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
    expect(words).toContain('TRUST_ANCHORS must name the file')
  })

  it('does not start with wrong settings, and says of all of them at once what they should be', async () => {
    const { code, words } = await run({
      PORT: 'eighty',
      TRUST_ANCHORS: '/nowhere.json',
      SAM_DIRECTORY: fileURLToPath(import.meta.url),
    })
    expect(code).toBe(1)
    expect(words).toContain('PORT must be a number from 0 to 65535')
    expect(words).toContain('TRUST_ANCHORS names a file that cannot be read: ENOENT')
    expect(words).toContain('SAM_DIRECTORY names a directory that cannot be read')
  })

  it('--check-config tells what is in force, without a secret, and what keeps the server from starting', async () => {
    const { variables } = await withSamAuthority('test')
    const secrets = { DATABASE_URL: 'postgres://portal:geheim@db.example/portal' }
    const right = await run({ ...variables, ...secrets, DATABASE_URI: 'x' }, '--check-config')
    expect(right).toMatchObject({ code: 0, words: 'DATABASE_URI is no setting: is DATABASE_URL meant?\n' })
    expect(right.said).toContain('PORT=8080 (default)')
    expect(right.said).toContain('ENVIRONMENT=test\n')
    expect(right.said).toContain('DATABASE_URL=postgres://portal:…@db.example/portal')
    expect(right.said).not.toContain('geheim')

    const wrong = await run({ ...variables, ENVIRONMENT: 'production' }, '--check-config')
    expect(wrong).toMatchObject({
      code: 1,
      words: expect.stringContaining('is of test, and ENVIRONMENT is production'),
    })
    expect(await run({}, '--check')).toMatchObject({ code: 2, words: expect.stringContaining('usage:') })
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
