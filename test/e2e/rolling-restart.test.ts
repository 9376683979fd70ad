import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startOnePortal } from '../drive/portal.ts'
import { freePort } from '../rigs/free-port.ts'

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
    const portal = await startOnePortal({ SHUTDOWN_DELAY_SECONDS: '2' })
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

  it('tells metrics on a listener of their own until it is gone, and ends at once when it is told twice', async () => {
    const metricsPort = await freePort()
    const portal = await startOnePortal({ SHUTDOWN_DELAY_SECONDS: '300', METRICS_PORT: String(metricsPort) })
    onTestFinished(async () => {
      await Promise.all([portal.stop(), portal.stop()])
      portal.remove()
    })
    const metrics = async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    const told = await metrics()
    for (const line of ['portal_ready 1', 'portal_database_up 1', 'portal_revocation_lists_missing 0']) {
      expect(told.split('\n')).toContain(line)
    }
    await expect.poll(metrics).toMatch(/^portal_job_seconds_count\{kind="[\w-]+",outcome="done"\} [1-9]/m)
    expect(told).toMatch(/^portal_revocation_list_entries\{url=/m)
    expect(told).toMatch(/^portal_database_query_seconds_count [1-9]/m)

    const stopped = portal.stop()
    await expect.poll(metrics).toContain('portal_ready 0')
    const again = portal.stop()
    expect([await stopped, await again]).toEqual([1, 1])
  })
})
