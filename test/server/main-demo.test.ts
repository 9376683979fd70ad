import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Challenge } from '../../core/assertion/claims.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { systemClock } from '../../server/clock.ts'
import { Page } from './page.ts'
import { claimsFor, signWithCard } from './sign-with-card.ts'

const program = fileURLToPath(new URL('run-server.mjs', import.meta.url))
let folder: string
let server: ChildProcess | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-demo-'))
  mkdirSync(join(folder, 'web'))
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>shell</title>')
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
  it('lets a demo card sign in, stops in order, and goes on where it stopped', { timeout: 60_000 }, async () => {
    const first = await start()
    const extension = 'chrome-extension://dffkjhjbbmobbmehancpchepcdfnaihj'
    const answer = await get(`${first.vpn}/demo/cards`, { Origin: extension })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(extension)
    const cards = (await answer.json()) as CardFile[]
    const card = cards.find(({ id }) => id === 'hca-personnel')
    if (!card) throw new Error('the demo serves no such card')

    const page = new Page(send, systemClock, { origin: first.vpn })
    const challenge: Challenge = await page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType: card.cardType })
    const assertion = signWithCard(card, claimsFor(card, challenge))
    const view = await page.ask('POST /api/auth/assertion', { assertion })
    expect(view.institution?.code).toBe(card.institution ?? '3501999018')

    expect(await stop()).toBe(0)
    expect(existsSync(join(folder, 'data/database.lock'))).toBe(false)

    const second = await start(first.port)
    expect(await (await get(`${second.vpn}/demo/cards`)).json()).toEqual(cards)
    expect(await page.ask('GET /api/auth/session')).toMatchObject({ personName: view.personName, endsAt: view.endsAt })
    expect(await stop()).toBe(0)
  })

  it(
    'serves its cards and keys to *.localhost names and to the demo extension alone',
    { timeout: 60_000 },
    async () => {
      const { vpn, port } = await start()
      const strange = await get(`${vpn}/demo/cards`, { Origin: 'https://evil.example' })
      expect(strange.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect((await get(`http://evil.example:${port}/demo/cards`)).status).toBe(404)
      const list = await get(`http://pki.localhost:${port}/demo/pki/hca.crl`)
      expect(list.headers.get('Content-Type')).toBe('application/pkix-crl')
      expect((await get(`http://pki.localhost:${port}/demo/pki/nobody.crl`)).status).toBe(404)
      expect(await stop()).toBe(0)
    },
  )
})
