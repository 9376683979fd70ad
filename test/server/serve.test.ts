import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serve } from '../../server/serve.ts'

/** One keep-alive connection to a server whose answers take as long as their path says. */
async function open() {
  const server = await serve({ host: '127.0.0.1', port: 0 }, () => async (request) => {
    await wait(Number(new URL(request.url).pathname.slice(1)))
    return new Response('done')
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const ask = async (milliseconds: number) => {
    const [answer] = (await once(
      get({ host: '127.0.0.1', port: server.port, path: `/${milliseconds}`, agent }),
      'response',
    )) as [IncomingMessage]
    const { localPort } = answer.socket
    let text = ''
    for await (const chunk of answer) text += String(chunk)
    return { text, connection: answer.headers.connection, localPort }
  }
  return { server, ask }
}

describe('a server that is told to stop', () => {
  it('goes on answering while it lets go, each answer the last of its connection', async () => {
    const { server, ask } = await open()
    const first = await ask(0)
    expect(first.connection).toBe('keep-alive')
    server.letGo()
    const second = await ask(0)
    expect(second).toMatchObject({ text: 'done', connection: 'close', localPort: first.localPort })
    const third = await ask(0)
    expect(third.connection).toBe('close')
    expect(third.localPort).not.toBe(first.localPort)
    await server.stop()
  })

  it('answers what is under way, then takes no connection', async () => {
    const { server, ask } = await open()
    const answer = ask(300)
    await wait(100)
    await server.stop()
    expect(await answer).toMatchObject({ text: 'done', connection: 'close' })
    await expect(ask(0)).rejects.toThrow('ECONNREFUSED')
  })

  it('does not wait for connections whose last answer had begun before, once that is whole', async () => {
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const server = await serve({ host: '127.0.0.1', port: 0 }, () => () => {
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(Buffer.from('begun '))
          await ended
          controller.enqueue(Buffer.from('done'))
          controller.close()
        },
      })
      return new Response(body)
    })
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const [answer] = (await once(get({ host: '127.0.0.1', port: server.port, agent }), 'response')) as [IncomingMessage]
    const stopped = server.stop()
    end()
    let text = ''
    for await (const chunk of answer) text += String(chunk)
    const begun = performance.now()
    await stopped
    expect([text, answer.headers.connection]).toEqual(['begun done', 'keep-alive'])
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it('does not wait for connections on which nothing is asked', async () => {
    const { server, ask } = await open()
    await ask(0)
    const begun = performance.now()
    await server.stop()
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
