import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { VirtualCard } from '../../../demo/cards/virtual-card.ts'
import { PlainMemory } from './plain-memory.ts'
import { samToTry } from './sam-file.ts'

async function powered() {
  const { file, publicKey, answer } = samToTry()
  const memory = new PlainMemory()
  const card = new VirtualCard(file, memory)
  await card.reset()
  const send = async (hex: string) => toHex(await card.transmit(fromHex(hex))).toUpperCase()
  /** One EXTERNAL AUTHENTICATE after a fresh random number, the answer changed as `by` says. */
  const authenticate = async (by: (right: Uint8Array) => Uint8Array = (right) => right) => {
    const random = fromHex((await send('00 84 00 00 10')).slice(0, 32))
    return send(`00 82 00 83 40 ${toHex(by(answer(random)))}`)
  }
  return { card, memory, send, authenticate, publicKey, answer }
}

const select = '00 A4 04 0C 09 F04E484953414D0100'
const isAuthenticated = '00 CA DF 01 00'
const digest = '11'.repeat(32)
const sign = `00 2A 9E 9A 20 ${digest} 00`
const wrong = (right: Uint8Array) => right.with(63, (right[63] ?? 0) ^ 1)

describe('the virtual SAM card', () => {
  it('gives its code, its institution and its certificate to anybody', async () => {
    const { send } = await powered()
    expect(await send('00 B0 81 00 00')).toBe('6985')
    expect(await send(select)).toBe('9000')
    expect(await send('00 B0 81 00 00')).toBe('E11DC00101C10C393030303030303030313233C20A333530313939393031389000')
    expect(await send('00 B0 82 00 00')).toBe('3001009000')
    expect(await send('00 A4 04 00 09 F04E484953414D0100 00')).toBe('6F0B8409F04E484953414D01009000')
  })

  it('signs for nobody until the portal answered its random number, then R‖S of the digest', async () => {
    const { send, authenticate, publicKey, memory } = await powered()
    await send(select)
    expect(await send(sign)).toBe('6982')
    expect(await send(isAuthenticated)).toBe('009000')
    expect(await authenticate()).toBe('9000')
    expect(await send(isAuthenticated)).toBe('019000')
    const signature = await send(sign)
    expect(signature).toMatch(/^[0-9A-F]{128}9000$/)
    expect(memory.state.signCount).toBe(1)
    // WebCrypto and OpenSSL hash what they verify, so another signature is checked over a message of ours.
    const message = new TextEncoder().encode('a login assertion')
    const hashed = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', message)))
    const second = fromHex((await send(`00 2A 9E 9A 20 ${hashed} 00`)).slice(0, 128))
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, second)).toBe(true)
  })

  it('whoever looks what is in the slot takes nobody’s authentication away; loss of power and a reset do', async () => {
    const { card, send, authenticate } = await powered()
    await send(select)
    await authenticate()
    await send(select)
    expect(await send(isAuthenticated)).toBe('019000')
    await card.reset()
    await send(select)
    expect(await send(isAuthenticated)).toBe('009000')
    await authenticate()
    await card.powerOff()
    await card.reset()
    await send(select)
    expect(await send(sign)).toBe('6982')
  })

  it('the third wrong answer in a row locks it for good, and a right one before restores the tries', async () => {
    const { card, send, authenticate } = await powered()
    await send(select)
    expect(await authenticate(wrong)).toBe('63C2')
    expect(await authenticate(wrong)).toBe('63C1')
    expect(await authenticate()).toBe('9000')
    expect(await authenticate(wrong)).toBe('63C2')
    expect(await send(isAuthenticated)).toBe('009000')
    expect(await authenticate(wrong)).toBe('63C1')
    expect(await authenticate(wrong)).toBe('6983')
    expect(await authenticate()).toBe('6983')
    await card.powerOff()
    await card.reset()
    await send(select)
    expect(await authenticate()).toBe('6983')
  })

  it('a wrong answer is counted before it is looked at', async () => {
    const { memory, send, authenticate } = await powered()
    await send(select)
    const before = memory.written.length
    await authenticate()
    const tries = memory.written.slice(before).map(({ triesLeft }) => triesLeft)
    expect(tries).toEqual([3, 2, 3])
  })

  it('a random number is answered once', async () => {
    const { send, answer } = await powered()
    await send(select)
    const random = fromHex((await send('00 84 00 00 10')).slice(0, 32))
    const command = `00 82 00 83 40 ${toHex(answer(random))}`
    expect(await send(command)).toBe('9000')
    expect(await send(command)).toBe('6985')
  })

  it.each([
    ['a random number of another length', '00 84 00 00 08', '6700'],
    ['an answer of another length', `00 82 00 83 3F ${'00'.repeat(63)}`, '6700'],
    ['another authentication key', `00 82 00 81 40 ${'00'.repeat(64)}`, '6A88'],
    ['an answer before there was a random number', `00 82 00 83 40 ${'00'.repeat(64)}`, '6985'],
    ['another data object', '00 CA DF 02 00', '6A88'],
    ['a PIN', '00 20 00 81 08 3132333435363738', '6D00'],
    ['another application', '00 A4 04 0C 0A F04E4849544553540100', '6A82'],
    ['a file by its identifier', '00 A4 02 0C 02 0101', '6A86'],
    ['a file that is not there', '00 B0 83 00 00', '6A82'],
  ])('%s: %s', async (_what, command, answer) => {
    const { send, memory } = await powered()
    await send(select)
    expect(await send(command)).toBe(answer)
    expect(memory.state).toMatchObject({ triesLeft: 3, verifyCount: 0 })
  })

  it('signs nothing but a SHA-256 digest', async () => {
    const { send, authenticate } = await powered()
    await send(select)
    await authenticate()
    expect(await send(`00 2A 9E 9A 14 ${'11'.repeat(20)} 00`)).toBe('6A80')
    expect(await send(`00 2A 9E 9B 20 ${digest} 00`)).toBe('6A86')
  })
})
