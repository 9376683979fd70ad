import { describe, expect, it } from 'vitest'
import { InEndpoint } from '../../../demo/reader/in-endpoint.ts'

const message = (length: number) => new Uint8Array(length).fill(7)
const lengthOf = ({ data }: USBInTransferResult) => data?.byteLength

describe('a bulk-IN endpoint', () => {
  it('a transfer ends with a short packet', async () => {
    const endpoint = new InEndpoint(64)
    const read = endpoint.read(300)
    endpoint.send(message(130))
    expect(lengthOf(await read)).toBe(130)
  })

  it('a message that fills its packets is ended by an empty one', async () => {
    const endpoint = new InEndpoint(64)
    const read = endpoint.read(300)
    endpoint.send(message(128))
    expect(lengthOf(await read)).toBe(128)
    const next = endpoint.read(300)
    endpoint.send(message(3))
    expect(lengthOf(await next)).toBe(3)
  })

  it('when the transfer was full before, the empty packet is left over for the next', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(128))
    expect(lengthOf(await endpoint.read(128))).toBe(128)
    expect(lengthOf(await endpoint.read(128))).toBe(0)
  })

  it('a transfer too short for a packet is babble', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(20))
    expect(await endpoint.read(10)).toMatchObject({ status: 'babble' })
  })

  it('halted, it stalls until the halt is cleared', async () => {
    const endpoint = new InEndpoint(64)
    endpoint.send(message(3))
    endpoint.halt()
    expect(await endpoint.read(64)).toMatchObject({ status: 'stall' })
    endpoint.clearHalt()
    expect(await endpoint.read(64)).toMatchObject({ status: 'ok' })
  })

  it('transfers are served in the order they were made', async () => {
    const endpoint = new InEndpoint(64)
    const reads = [endpoint.read(64), endpoint.read(64)]
    endpoint.send(message(1))
    endpoint.send(message(2))
    expect((await Promise.all(reads)).map(lengthOf)).toEqual([1, 2])
  })

  it('a failure ends all that wait', async () => {
    const endpoint = new InEndpoint(64)
    const read = endpoint.read(64)
    endpoint.fail('The device was disconnected.', 'NotFoundError')
    await expect(read).rejects.toMatchObject({ name: 'NotFoundError' })
  })
})
