import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPortal } from '../drive/portal.ts'

/** Asks over keep-alive connections, as a proxy does. Errors are the caller's. */
async function ask(agent: Agent, port: number, path: string): Promise<IncomingMessage> {
  const headers = { host: `vpn.localhost:${port}` }
  const [answer] = (await once(get({ host: '127.0.0.1', port, path, agent, headers }), 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  return answer
}

describe('a server that is replaced', () => {
  it('fails no request of a proxy that heeds /readyz, closes each connection with an answer, and ends with 0', async () => {
    const portal = await startPortal({ SHUTDOWN_DELAY_SECONDS: '2' })
    onTestFinished(() => portal.remove())
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const statuses: (number | undefined)[] = []
    let closed = 0
    const proxy = new AbortController()
    const client = async () => {
      while (!proxy.signal.aborted) {
        const answer = await ask(agent, portal.port, statuses.length % 2 === 0 ? '/healthz' : '/links')
        statuses.push(answer.statusCode)
        if (answer.headers.connection === 'close') closed++
      }
    }
    const clients = Promise.all(Array.from({ length: 8 }, client))
    await expect.poll(() => statuses.length).toBeGreaterThan(100)

    const stopped = portal.stop()
    await expect.poll(async () => (await ask(agent, portal.port, '/readyz')).statusCode).toBe(503)
    const before = statuses.length
    await expect.poll(() => statuses.length).toBeGreaterThan(before + 20)
    proxy.abort()
    await clients
    expect(await stopped).toBe(0)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(closed).toBeGreaterThan(20)
    await expect(ask(agent, portal.port, '/healthz')).rejects.toThrow('ECONNREFUSED')
  })
})
