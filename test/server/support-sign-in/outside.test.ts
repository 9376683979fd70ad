import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Asking, OutsideRefusal } from '../../../server/support-sign-in/ask-outside.ts'
import { CircuitBreaker, CircuitOpenError } from '../../../server/support-sign-in/circuit-breaker.ts'
import { httpSmsGateway } from '../../../server/support-sign-in/http-sms-gateway.ts'
import { SettableClock } from '../settable-clock.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`
}

const sms = { id: 'one-message', to: '0900000711', text: '驗證碼 123456' }
const clock = new SettableClock()
const asking = (changes: Partial<Asking> = {}): Asking => ({
  fetch,
  breaker: new CircuitBreaker(clock),
  timeoutMilliseconds: 200,
  pauses: [1, 1],
  ...changes,
})
const gateway = (url: string, changes: Partial<Asking> = {}) =>
  httpSmsGateway(asking(changes), { url, token: 't'.repeat(16) })

describe('a gateway over HTTP', () => {
  it('gets number and text once, with the key and the same idempotency key at every try', async () => {
    const seen: { body: string; key: unknown; token: unknown }[] = []
    const url = await listen((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        seen.push({ body, key: request.headers['idempotency-key'], token: request.headers.authorization })
        response.writeHead(seen.length < 3 ? 503 : 200, { 'Content-Type': 'application/json' })
        response.end(JSON.stringify({ accepted: true }))
      })
    })
    await gateway(url).send(sms)
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(seen[0]).toEqual({
      body: JSON.stringify({ to: sms.to, text: sms.text }),
      key: sms.id,
      token: `Bearer ${'t'.repeat(16)}`,
    })
  })

  it.each<[string, RequestListener, number]>([
    ['stalls', () => undefined, 3],
    ['stops in the middle of its answer', (_request, response) => void response.writeHead(200).write('{"accep'), 3],
    ['answers nonsense', (_request, response) => void response.end('<html>ok</html>'), 3],
    ['answers that it did not', (_request, response) => void response.end('{"accepted":false}'), 3],
    ['sends elsewhere', (_request, response) => void response.writeHead(302, { Location: '/' }).end(), 3],
    ['answers without end', (_request, response) => void response.end('x'.repeat(100_000)), 3],
    ['refuses', (_request, response) => void response.writeHead(401).end(), 1],
  ])('that %s took no message, after so many tries, and its words are in no error', async (_what, handler, tries) => {
    let calls = 0
    const url = await listen((request, response) => {
      calls++
      handler(request, response)
    })
    const failure: unknown = await gateway(url)
      .send(sms)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure instanceof OutsideRefusal).toBe(tries === 1)
    expect(calls).toBe(tries)
    expect(String(failure)).not.toContain(sms.to)
  })

  it('that is not there at all fails too', async () => {
    await expect(gateway('http://127.0.0.1:9/messages').send(sms)).rejects.toThrow()
  })

  it('is left alone after failures in a row, looked at once after a rest, and used again when it answers', async () => {
    let up = false
    let calls = 0
    const url = await listen((_request, response) => {
      calls++
      response.writeHead(up ? 200 : 500).end('{"accepted":true}')
    })
    const one = gateway(url, { breaker: new CircuitBreaker(clock, { failures: 3, restSeconds: 30 }), pauses: [] })
    for (let at = 0; at < 3; at++) await one.send(sms).catch(() => undefined)
    await expect(one.send(sms)).rejects.toBeInstanceOf(CircuitOpenError)
    expect(calls).toBe(3)
    clock.advance(31)
    await Promise.all([one.send(sms), one.send(sms), one.send(sms)].map((sent) => sent.catch(() => undefined)))
    expect(calls).toBe(4)
    clock.advance(31)
    up = true
    await one.send(sms)
    await one.send(sms)
    expect(calls).toBe(6)
  })
})
