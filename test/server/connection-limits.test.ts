import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectionLimits, type RunningServer, serve } from '../../server/serve.ts'

/** The product's limits with its times shortened, so that a test sees them over. */
const limits = {
  ...connectionLimits,
  headersTimeout: 400,
  requestTimeout: 800,
  connectionsCheckingInterval: 100,
  maxRequestsPerSocket: 20,
}

let server: RunningServer
let sockets: Socket[] = []
let answered = 0
beforeEach(async () => {
  answered = 0
  server = await serve(
    { host: '127.0.0.1', port: 0 },
    () => async (request) => {
      answered++
      return new Response(await request.text())
    },
    limits,
  )
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets = []
  await server.stop()
})

interface Line {
  readonly socket: Socket
  /** All that was answered until the server ended the connection. */
  readonly ended: Promise<string>
}

async function open(): Promise<Line> {
  const socket = connect(server.port, '127.0.0.1')
  sockets.push(socket)
  let words = ''
  socket.on('data', (chunk: Buffer) => (words += chunk.toString()))
  socket.on('error', () => undefined) // a server that ends a connection may well reset it
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(words)))
  await new Promise((resolve) => socket.once('connect', resolve))
  return { socket, ended }
}

const head = 'Host: portal.localhost\r\n'

/** Others are answered while it goes on. */
async function othersAreServed(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'well' })
  expect(await answer.text()).toBe('well')
}

describe('a connection that costs too much is ended, and others are served meanwhile', () => {
  it('headers that come an octet at a time', async () => {
    const { socket, ended } = await open()
    let sending = true
    void (async () => {
      for (const sign of `GET / HTTP/1.1\r\n${head}X-Slow: ${'a'.repeat(500)}`) {
        if (!sending) return
        socket.write(sign)
        await pause(20)
      }
    })()
    await othersAreServed()
    expect(await ended).toMatch(/^HTTP\/1\.1 408 /)
    sending = false
    expect(answered).toBe(1)
  })

  it('a body that never comes whole', async () => {
    const { socket, ended } = await open()
    socket.write(`POST / HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\n`)
    const dripping = setInterval(() => socket.write('a'), 50)
    await othersAreServed()
    expect(await ended).not.toContain('200 OK')
    clearInterval(dripping)
  })

  it.each([
    ['one header as long as a book', `X-Long: ${'a'.repeat(20_000)}\r\n`],
    ['an address as long as a book', ''],
    ['a hundred headers too many', 'X-Many: 1\r\n'.repeat(200)],
  ])('%s', async (what, headers) => {
    const { socket, ended } = await open()
    const path = what.startsWith('an address') ? `/${'a'.repeat(20_000)}` : '/'
    socket.write(`GET ${path} HTTP/1.1\r\n${head}${headers}Connection: close\r\n\r\n`)
    expect(await ended).toMatch(/^HTTP\/1\.1 431 /)
    await othersAreServed()
    expect(answered).toBe(1)
  })

  it('a header too many is refused and not dropped: what a proxy adds comes last', async () => {
    const { socket, ended } = await open()
    socket.write(
      `GET / HTTP/1.1\r\n${head}${'a: 1\r\n'.repeat(2300)}X-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n`,
    )
    expect(await ended).toMatch(/^HTTP\/1\.1 431 /)
    expect(answered).toBe(0)
  })

  it('a thousand that say nothing', async () => {
    const idle = await Promise.all(Array.from({ length: 1000 }, open))
    await othersAreServed()
    await Promise.all(idle.map(({ ended }) => ended)) // none is kept
    await othersAreServed()
  })

  it('more requests at once than a connection may have', async () => {
    const { socket, ended } = await open()
    socket.write(`GET / HTTP/1.1\r\n${head}\r\n`.repeat(500))
    const words = await ended
    expect(words.match(/HTTP\/1\.1 200 /g)?.length ?? 0).toBeLessThanOrEqual(limits.maxRequestsPerSocket)
    expect(answered).toBeLessThanOrEqual(limits.maxRequestsPerSocket)
    await othersAreServed()
  })

  it('who asks one after the other is told which answer is the last, and loses none', async () => {
    const { socket } = await open()
    let words = ''
    socket.on('data', (chunk: Buffer) => (words += chunk.toString()))
    for (let turn = 1; turn <= limits.maxRequestsPerSocket; turn++) {
      socket.write(`GET / HTTP/1.1\r\n${head}\r\n`)
      await vi.waitFor(() => expect(words.split('HTTP/1.1 200 ')).toHaveLength(turn + 1))
    }
    const answers = words.split('HTTP/1.1 ').slice(1)
    const last = answers.map((answer) => /^connection: close/im.test(answer))
    expect(last).toEqual([...Array<boolean>(limits.maxRequestsPerSocket - 1).fill(false), true])
  })

  it.each([
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n'],
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'],
    ['a coding that nobody knows', 'Transfer-Encoding: chunked, x\r\n'],
  ])('a body of %s, by which one request could hide in another', async (_what, headers) => {
    const { socket, ended } = await open()
    socket.write(`POST / HTTP/1.1\r\n${head}${headers}\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n${head}\r\n`)
    expect(await ended).toMatch(/^HTTP\/1\.1 400 /)
    expect(answered).toBe(0)
  })
})

describe('the limit of connections', () => {
  it('keeps those that are open, and closes what comes beyond unheard', async () => {
    await server.stop()
    server = await serve({ host: '127.0.0.1', port: 0 }, () => () => new Response('well'), {
      ...limits,
      headersTimeout: 5000,
      requestTimeout: 5000,
      maxConnections: 2,
    })
    const first = await open()
    await open()
    const third = await open()
    third.socket.write(`GET / HTTP/1.1\r\n${head}\r\n`)
    expect(await third.ended).toBe('')
    first.socket.write(`GET / HTTP/1.1\r\n${head}Connection: close\r\n\r\n`)
    expect(await first.ended).toContain('well')
  })
})
