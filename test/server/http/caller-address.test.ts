import { describe, expect, it } from 'vitest'
import { callerAddress } from '../../../server/http/caller-address.ts'

const connection = { incoming: { socket: { remoteAddress: '10.0.0.1' } } }
const forwarded = (entries: string) => new Headers({ 'X-Forwarded-For': entries })

describe("the caller's address", () => {
  it("is the connection's own; without a proxy nobody's header is believed", () => {
    expect(callerAddress(forwarded('198.51.100.1'), connection, 0)).toBe('10.0.0.1')
  })

  it.each([
    [1, '198.51.100.1', '198.51.100.1'],
    [1, '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    [2, '203.0.113.9, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    [2, '198.51.100.1', '10.0.0.1'],
    [1, '', '10.0.0.1'],
  ])('behind %i proxies, of "%s", is %s', (proxies, entries, address) => {
    expect(callerAddress(forwarded(entries), connection, proxies)).toBe(address)
  })
})
