import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Challenge } from '../../core/assertion/claims.ts'
import type { CardIssuer } from '../../core/cards/card-issuers.ts'
import { fromBase64 } from '../../core/bytes/base64.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import { examineSamFile } from '../../core/sam/examine-sam-file.ts'
import { parseSamSecret } from '../../core/sam/sam-secret.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { systemClock } from '../../server/clock.ts'
import type { DemoModuleFile, DemoSam } from '../../server/keep-demo-sam.demo.ts'
import { verifySignature } from '../../server/pki/verify-signature.ts'
import { Page } from './page.ts'
import { decryptKey } from './sam/sam-portal.ts'
import { claimsFor, signWithCard } from './sign-with-card.ts'
import { claimsWithModule, moduleOn, signWithModule } from './sign-with-module.ts'

const program = fileURLToPath(new URL('run-server.mjs', import.meta.url))
let folder: string
let server: ChildProcess | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-demo-'))
  mkdirSync(join(folder, 'web'))
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>shell</title>')
  mkdirSync(join(folder, 'support'))
  writeFileSync(join(folder, 'support/support.html'), '<!doctype html><title>support</title>')
})
afterAll(async () => {
  if (server?.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

interface Ready {
  readonly port: number
  readonly vpn: string
}

async function start(port = 0): Promise<Ready> {
  server = spawn(process.execPath, [program, 'main.demo.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIRECTORY: join(folder, 'data'),
      WEB_DIRECTORY: join(folder, 'web'),
    },
  })
  const [ready] = (await once(server, 'message')) as [Ready]
  return ready
}

async function stop(): Promise<number | null> {
  const exit = once(server as ChildProcess, 'exit') as Promise<[number | null]>
  server?.kill('SIGTERM')
  return (await exit)[0]
}

/** Over the network as a browser does it: to 127.0.0.1, with the name in the Host header. */
async function send(request: Request): Promise<Response> {
  const { host, port, pathname, search } = new URL(request.url)
  const headers = { ...Object.fromEntries(request.headers), host }
  const outgoing = httpRequest({ host: '127.0.0.1', port, path: pathname + search, method: request.method, headers })
  outgoing.end(Buffer.from(await request.arrayBuffer()))
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const answer = new Headers()
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    answer.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '')
  }
  return new Response(Buffer.concat(chunks), { status: incoming.statusCode ?? 0, headers: answer })
}

const get = (url: string, headers: Record<string, string> = {}) => send(new Request(url, { headers }))

describe('the demo server', () => {
  it('lets a demo card sign in, stops in order, and goes on where it stopped', async () => {
    const first = await start()
    const extension = 'chrome-extension://dffkjhjbbmobbmehancpchepcdfnaihj'
    const answer = await get(`${first.vpn}/demo/cards`, { Origin: extension })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(extension)
    const cards = (await answer.json()) as CardFile[]
    const card = cards.find(({ id }) => id === 'hca-personnel')
    if (!card) throw new Error('the demo serves no such card')

    const modules = (await (await get(`${first.vpn}/demo/modules`)).json()) as DemoModuleFile[]

    const page = new Page(send, systemClock, { origin: first.vpn })
    const challenge: Challenge = await page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType: card.cardType })
    const assertion = signWithCard(card, claimsFor(card, challenge))
    const view = await page.ask('POST /api/auth/assertion', { assertion })
    expect(view.institution?.code).toBe(card.institution ?? '3501999018')

    // The SAM cards on the desk are of the authority that the portal has.
    const nhi = cards.find(({ id }) => id === 'nhi')
    const sam = cards.find(({ id }) => id === 'sam')
    if (!nhi || !sam) throw new Error('the demo serves no NHI card or no module')
    const other = new Page(send, systemClock, { origin: first.vpn })
    const asked: Challenge = await other.ask('POST /api/auth/challenge', { jkt: other.jkt, cardType: 'nhi' })
    const signed = signWithModule(moduleOn(sam), claimsWithModule(nhi, moduleOn(sam), asked))
    const answered = { assertion: signed, password: nhi.password }
    expect(await other.ask('POST /api/auth/assertion', answered)).toMatchObject({ personName: '許測試' })

    expect(await stop()).toBe(0)
    expect(existsSync(join(folder, 'data/database.lock'))).toBe(false)

    const second = await start(first.port)
    expect(await (await get(`${second.vpn}/demo/cards`)).json()).toEqual(cards)
    expect(await (await get(`${second.vpn}/demo/modules`)).json()).toEqual(modules)
    expect(await page.ask('GET /api/auth/session')).toMatchObject({ personName: view.personName, endsAt: view.endsAt })
    expect(await stop()).toBe(0)
  })

  it('serves its cards and keys to *.localhost names and to the demo extension alone', async () => {
    const { vpn, port } = await start()
    const strange = await get(`${vpn}/demo/cards`, { Origin: 'https://evil.example' })
    expect(strange.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect((await get(`http://evil.example:${port}/demo/cards`)).status).toBe(404)
    const list = await get(`http://pki.localhost:${port}/demo/pki/hca.crl`)
    expect(list.headers.get('Content-Type')).toBe('application/pkix-crl')
    expect((await get(`http://pki.localhost:${port}/demo/pki/nobody.crl`)).status).toBe(404)
    const issuers = (await (await get(`${vpn}/demo/card-issuers`)).json()) as CardIssuer[]
    expect(issuers.map(({ name }) => name)).toContain('C=TW, O=示範機關, OU=示範醫事憑證管理中心')
    expect(await stop()).toBe(0)
  })

  it('has modules of both environments, each opened by the code beside it', async () => {
    const { vpn } = await start()
    const modules = (await (await get(`${vpn}/demo/modules`)).json()) as DemoModuleFile[]
    const roots = (await (await get(`${vpn}/demo/sam-authorities`)).json()) as DemoSam['roots']
    expect(modules.map(({ id, environment }) => [id, environment])).toEqual([
      ['clinic', 'test'],
      ['clinic-revoked', 'test'],
      ['hospital-revoking', 'test'],
      ['clinic-production', 'production'],
    ])
    for (const { fileName, file, secret } of modules) {
      const examined = await examineSamFile(fromBase64(file), {
        fileName,
        roots: roots.map(({ environment, certificate }) => ({
          environment,
          certificate: parseCertificate(fromBase64(certificate)),
        })),
        time: new Date(),
        verify: async (...signed) => verifySignature(...signed),
      })
      expect(decryptKey(examined, parseSamSecret(secret)).length).toBeGreaterThan(100)
    }
    const page = new Page(send, systemClock, { origin: vpn })
    expect((await page.ask('GET /api/sam/revoked', undefined, { proof: null })).modules).toEqual([
      '901000000017',
      '901000000031',
    ])
    const { modules: testModules } = await page.ask('GET /api/sam/test-modules', undefined, { proof: null })
    expect(testModules.map(({ institution }) => institution)).toEqual(['7777777777', '8888888888', '9999999999'])
    expect(await stop()).toBe(0)
  })
})
