import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { makeAuthority } from '../../core/pki/make-certificate.ts'
import { newFolder } from './operator.ts'

const program = fileURLToPath(new URL('../run-server.mjs', import.meta.url))

function start(args: readonly string[], variables: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...variables },
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return child
}

/** Runs the command as an administrator types it; `typed` is what is typed when it asks. */
async function trust(args: readonly string[], variables: Record<string, string>, typed = '') {
  const child = start(['trust/main.ts', ...args], variables)
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdin?.end(typed)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

/** Starts the product's server until it is ready or has ended. */
async function server(variables: Record<string, string>): Promise<{ ready: boolean; words: string }> {
  const child = start(['main.ts'], variables)
  let out = ''
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const ready = new Promise<boolean>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (out.includes('"ready":true')) resolve(true)
    })
    child.once('close', () => resolve(false))
  })
  const isReady = await ready
  if (isReady) {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
  return { ready: isReady, words }
}

describe('the trust command, as a program', () => {
  it('decides whether a server starts: without an authority, with one, of the other environment, removed', async () => {
    const folder = newFolder()
    const { der } = makeAuthority('測試用憑證中心').certificate
    const sha256 = fingerprint(der)
    writeFileSync(join(folder, 'ca.cer'), der)
    mkdirSync(join(folder, 'web'))
    writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>shell</title>')
    const variables = {
      TRUST_ANCHORS: join(folder, 'trust.json'),
      DATA_DIRECTORY: join(folder, 'data'),
      WEB_DIRECTORY: join(folder, 'web'),
      ENVIRONMENT: 'test',
      PORT: '0',
    }
    // Nobody listens there: the server starts, and refuses cards.
    const add = ['add', join(folder, 'ca.cer'), '--card-type=hca-personnel', '--crl=http://127.0.0.1:9/ca.crl']

    expect(await trust(add, variables)).toMatchObject({ code: 1, said: expect.stringContaining('not confirmed') })
    expect((await server(variables)).ready).toBe(false)

    const added = await trust(add, variables, `${sha256.slice(-8)}\n`)
    expect(added.said).toContain('Type the last 8 digits')
    expect(added.code).toBe(0)
    expect(await trust(['list'], variables)).toMatchObject({
      code: 0,
      said: expect.stringContaining('測試用憑證中心'),
    })
    expect((await server(variables)).ready).toBe(true)

    const production = await server({ ...variables, ENVIRONMENT: 'production' })
    expect(production).toMatchObject({ ready: false, words: expect.stringContaining('ENVIRONMENT is production') })

    expect((await trust(['remove', sha256, `--fingerprint=${sha256}`], variables)).code).toBe(0)
    expect(await server(variables)).toMatchObject({ ready: false, words: expect.stringContaining('no authority') })
    expect((await trust(['what'], variables)).code).toBe(2)
  })
})
