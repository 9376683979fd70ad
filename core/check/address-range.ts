/** A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3), parsed. */
export interface AddressRange {
  readonly bits: 32 | 128
  readonly network: bigint
  readonly prefix: number
}

/** Undefined for what is no range. A single address is a range of one. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [address = '', prefixText, ...rest] = text.split('/')
  const parsed = parseAddress(address)
  if (!parsed || rest.length > 0) return undefined
  const { bits, value } = parsed
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined
  const prefix = prefixText === undefined ? bits : Number(prefixText)
  return prefix > bits ? undefined : { bits, prefix, network: value >> BigInt(bits - prefix) }
}

/** False for an address that cannot be read. */
export function isInRange(address: string, { bits, prefix, network }: AddressRange): boolean {
  const parsed = parseAddress(address)
  return parsed?.bits === bits && parsed.value >> BigInt(bits - prefix) === network
}

interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

/** An IPv4 address that an IPv6 socket tells (`::ffff:192.0.2.1`) is an IPv4 address. */
function parseAddress(text: string): Address | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1] ?? text
  return mapped.includes(':') ? parseIpv6(mapped) : parseIpv4(mapped)
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
}

function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, ...rest] = text.split('::')
  if (rest.length > 0) return undefined
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) }
}
