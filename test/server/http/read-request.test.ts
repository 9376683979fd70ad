import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRequest } from '../../../server/http/read-request.ts'

/** A body that arrives in pieces, and then ends or breaks off. */
function post(pieces: readonly string[], told: string | undefined, breaksOff = false): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      if (breaksOff) controller.error(new Error('aborted'))
      else controller.close()
    },
  })
  const headers = { 'Content-Type': 'application/json', ...(told !== undefined && { 'Content-Length': told }) }
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return new Request('http://vpn.localhost/api/x', init)
}
const schema = z.strictObject({ a: z.string() })

describe.each([undefined, '11', 'eleven'])('a body that announces the length %s', (told) => {
  it('may arrive in pieces', async () => {
    expect(await readRequest(post(['{"a":', '"1"}'], told), { request: schema })).toEqual({ a: '1' })
  })

  it('that breaks off is a malformed request: whoever hangs up makes no error of the server', async () => {
    await expect(readRequest(post([], told, true), { request: schema })).rejects.toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
      details: { field: 'body' },
    })
  })

  it('that goes on beyond the limit is refused', async () => {
    const pieces = Array.from({ length: 5 }, () => 'a'.repeat(16_384))
    await expect(readRequest(post(pieces, told), { request: schema })).rejects.toMatchObject({
      code: 'ERR_REQUEST_TOO_LARGE',
    })
  })
})
