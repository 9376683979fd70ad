import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRequest } from '../../../server/http/read-request.ts'

/** A body that arrives in pieces, and then ends or breaks off. */
function post(pieces: readonly string[], breaksOff = false): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      if (breaksOff) controller.error(new Error('aborted'))
      else controller.close()
    },
  })
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' }
  return new Request('http://vpn.localhost/api/x', init)
}
const schema = z.strictObject({ a: z.string() })

describe('a body', () => {
  it('may arrive in pieces', async () => {
    expect(await readRequest(post(['{"a":', '"1"}']), { request: schema })).toEqual({ a: '1' })
  })

  it('that breaks off is a malformed request: whoever hangs up makes no error of the server', async () => {
    await expect(readRequest(post([], true), { request: schema })).rejects.toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
      details: { field: 'body' },
    })
  })

  it('that goes on beyond the limit is refused, whatever length it announced', async () => {
    const pieces = Array.from({ length: 5 }, () => 'a'.repeat(16_384))
    await expect(readRequest(post(pieces), { request: schema })).rejects.toMatchObject({
      code: 'ERR_REQUEST_TOO_LARGE',
    })
  })
})
