import { describe, expect, it } from 'vitest'
import { callerAddress, callerNetwork } from '../../../server/http/caller-address.ts'

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
    [1, '198.51.100.1:53211', '198.51.100.1'],
    [1, '[2001:DB8::1]:53211', '2001:db8::1'],
    [1, '::ffff:198.51.100.1', '198.51.100.1'],
    [1, 'unknown', '10.0.0.1'],
    [1, 'x'.repeat(5000), '10.0.0.1'],
  ])('behind %i proxies, of "%s", is %s', (proxies, entries, address) => {
    expect(callerAddress(forwarded(entries), connection, proxies)).toBe(address)
  })

  it('has one spelling on a socket for both families', () => {
    const mapped = { incoming: { socket: { remoteAddress: '::ffff:10.0.0.1' } } }
    expect(callerAddress(new Headers(), mapped, 0)).toBe('10.0.0.1')
  })
})

describe('what a rate limit counts', () => {
  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('for %s is %s', (address, network) => {
    expect(callerNetwork(address)).toBe(network)
  })
})
