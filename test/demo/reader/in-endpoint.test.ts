import { describe, expect, it } from 'vitest'
import { InEndpoint, type TransferEnd } from '../../../demo/reader/in-endpoint.ts'

const message = (length: number) => new Uint8Array(length).fill(7)
const lengthOf = (end: TransferEnd) => (end.status === 'ok' ? end.data.length : undefined)
const read = (endpoint: InEndpoint, length: number) =>
  new Promise<TransferEnd>((resolve) => void endpoint.read(length, resolve))

describe('a bulk-IN endpoint', () => {
  it('a transfer ends with a short packet', async () => {
    const endpoint = new InEndpoint(64)
    const reading = read(endpoint, 300)
    endpoint.send(message(130))
    expect(lengthOf(await reading)).toBe(130)
  })

  it('a message that fills its packets is ended by an empty one', async () => {
    const endpoint = new InEndpoint(64)
    const reading = read(endpoint, 300)
    endpoint.send(message(128))
    expect(lengthOf(await reading)).toBe(128)
    const next = read(endpoint, 300)
    endpoint.send(message(3))
    expect(lengthOf(await next)).toBe(3)
  })

  it('when the transfer was full before, the empty packet is left over for the next', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(128))
    expect(lengthOf(await read(endpoint, 128))).toBe(128)
    expect(lengthOf(await read(endpoint, 128))).toBe(0)
  })

  it('a transfer too short for a packet is babble', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(20))
    expect(await read(endpoint, 10)).toMatchObject({ status: 'babble' })
  })

  it('halted, it stalls until the halt is cleared', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(3))
    endpoint.halt()
    expect(await read(endpoint, 64)).toMatchObject({ status: 'stall' })
    endpoint.clearHalt()
    expect(await read(endpoint, 64)).toMatchObject({ status: 'ok' })
  })

  it('transfers are served in the order they were made', async () => {
    const endpoint = new InEndpoint(64)
    const reads = [read(endpoint, 64), read(endpoint, 64)]
    endpoint.send(message(1))
    endpoint.send(message(2))
    expect((await Promise.all(reads)).map(lengthOf)).toEqual([1, 2])
  })

  it('its end ends all that wait', async () => {
    const endpoint = new InEndpoint(64)
    const reads = [read(endpoint, 64), read(endpoint, 64)]
    endpoint.endAll('unplugged')
    expect(await Promise.all(reads)).toEqual([{ status: 'unplugged' }, { status: 'unplugged' }])
  })

  it('one transfer is cancelled, and only while it waits', async () => {
    const endpoint = new InEndpoint(64)
    const ends: TransferEnd[] = []
    const transfers = [0, 1].map(() => endpoint.read(64, (end) => void ends.push(end)))
    const [first, second] = transfers
    if (!first || !second) throw new Error('two transfers were made')
    expect(endpoint.cancel(first)).toBe(true)
    endpoint.send(message(5))
    expect(endpoint.cancel(second)).toBe(false)
    expect(ends.map(({ status }) => status)).toEqual(['cancelled', 'ok'])
  })

  it('a broken transfer is the one that waits, or the next', async () => {
    const endpoint = new InEndpoint(64)
    const waiting = read(endpoint, 64)
    endpoint.break()
    endpoint.break()
    expect([await waiting, await read(endpoint, 64)]).toEqual([{ status: 'broken' }, { status: 'broken' }])
  })
})
