import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fetchLimited } from '../../../server/pki/fetch-limited.ts'
import { listen } from '../listen.ts'

const limits = { bytes: 1000, milliseconds: 10_000 }
const get = async (listener: RequestListener, changes: Partial<typeof limits> = {}) =>
  fetchLimited(fetch, await listen(listener), { ...limits, ...changes })

describe('fetching', () => {
  it('answers what was sent, with its headers', async () => {
    const fetched = await get((_, response) => response.setHeader('ETag', '"1"').end(Buffer.alloc(1000, 1)))
    expect(fetched).toMatchObject({ outcome: 'body', bytes: new Uint8Array(1000).fill(1) })
    expect(fetched.outcome === 'body' && fetched.headers.get('etag')).toBe('"1"')
  })

  it('says that nothing changed', async () => {
    expect(await get((_, response) => response.writeHead(304).end())).toEqual({ outcome: 'not-modified' })
  })

  it('ends a body that is too long, however it is sent', async () => {
    const fetched = await get((_, response) => {
      response.write(Buffer.alloc(600))
      response.write(Buffer.alloc(600))
    })
    expect(fetched).toEqual({ outcome: 'failed', reason: 'longer than 1000 octets', cause: 'answer' })
  })

  it('follows no redirect', async () => {
    let followed = false
    const fetched = await get((request, response) => {
      followed ||= request.url !== '/'
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(fetched).toEqual({ outcome: 'failed', reason: 'a redirect, HTTP 302', cause: 'answer' })
    expect(followed).toBe(false)
  })

  it('gives up a host that never ends its answer', async () => {
    const fetched = await get((_, response) => response.write('x'), { milliseconds: 200 })
    expect(fetched).toEqual({ outcome: 'failed', reason: 'no answer within 0.2 s', cause: 'timeout' })
  })

  it('tells a connection that breaks off from an answer', async () => {
    const fetched = await get((_, response) => {
      response.write('x')
      setImmediate(() => response.destroy())
    })
    expect(fetched).toMatchObject({ outcome: 'failed', cause: 'network' })
  })
})
