import { expect, it, vi } from 'vitest'
import { claimsPartBytes } from '../../../../core/claims/submission.ts'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { sendClaims } from '../../../../web/pages/claims/send-claims.ts'

const size = 2 * claimsPartBytes + 5
const file = new File([new Uint8Array(size)], '350199901811115093B.zip')
const unreachable = () => new CodedError('ERR_REQUEST_UNREACHABLE', 'no line')

/** A server that keeps count; `breaks` says at which calls the line is broken, before or after the server took it. */
function server(breaks: Readonly<Record<number, 'before' | 'after'>> = {}, received = 0) {
  let calls = 0
  const parts: [number, number][] = []
  const call = vi.fn(async (route: string, about: { at?: string }, options: { file?: Blob }) => {
    const broken = breaks[++calls]
    if (broken === 'before') throw unreachable()
    if (route.endsWith('/part')) {
      parts.push([Number(about.at), options.file?.size ?? 0])
      if (Number(about.at) === received) received += options.file?.size ?? 0
    }
    if (broken === 'after') throw unreachable()
    return await Promise.resolve({ id: 'x', received })
  })
  return { call: call as never, parts, calls: () => calls }
}

const sending = (changes: object = {}) => ({
  withOrders: false,
  onProgress: vi.fn(),
  onBroken: vi.fn(),
  signal: new AbortController().signal,
  pause: () => Promise.resolve(),
  ...changes,
})

it('goes in parts, and tells how far it is', async () => {
  const { call, parts } = server()
  const options = sending()
  await sendClaims(call, file, options)
  expect(parts).toEqual([
    [0, claimsPartBytes],
    [claimsPartBytes, claimsPartBytes],
    [2 * claimsPartBytes, 5],
  ])
  expect(options.onProgress.mock.calls.map(([at]) => at as number)).toEqual([0, claimsPartBytes, size - 5, size])
})

it('begins where the server already is', async () => {
  const { call, parts } = server({}, claimsPartBytes)
  await sendClaims(call, file, sending())
  expect(parts[0]).toEqual([claimsPartBytes, claimsPartBytes])
})

it('goes on by itself when the line breaks, whether the server had the part or not', async () => {
  const { call, parts } = server({ 2: 'before', 4: 'after', 6: 'after' })
  const options = sending()
  await sendClaims(call, file, options)
  expect(options.onBroken).toHaveBeenCalledTimes(3)
  expect(parts.at(-1)?.[0]).toBe(2 * claimsPartBytes)
})

it('gives up after six in a row, and at once for what the server refuses', async () => {
  const always = vi.fn(() => Promise.reject(unreachable()))
  await expect(sendClaims(always as never, file, sending())).rejects.toMatchObject({ code: 'ERR_REQUEST_UNREACHABLE' })
  expect(always).toHaveBeenCalledTimes(7)
  const refused = vi.fn(() => Promise.reject(new CodedError('ERR_REQUEST_CLAIMS_TWICE', 'waits')))
  await expect(sendClaims(refused as never, file, sending())).rejects.toMatchObject({
    code: 'ERR_REQUEST_CLAIMS_TWICE',
  })
  expect(refused).toHaveBeenCalledTimes(1)
})

it('stops when it is told to', async () => {
  const stop = new AbortController()
  const { call, calls } = server()
  await expect(
    sendClaims(call, file, sending({ signal: stop.signal, onProgress: () => stop.abort() })),
  ).rejects.toThrow()
  expect(calls()).toBe(1)
})
