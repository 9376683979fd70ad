import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../core/bytes/hex.ts'
import { PivApplication } from '../../../demo/cards/piv-application.ts'
import { element } from '../../../demo/pki/der.ts'
import { power, type PoweredCard, standardCardFile } from './standard-card.ts'

const select = '00 A4 04 00 09 A00000030800001000 00'
const chuid = '00 CB 3F FF 05 5C035FC102 00'
const certificate = '00 CB 3F FF 05 5C035FC105 00'
const discovery = '00 CB 3F FF 03 5C017E 00'
const rightPin = '00 20 00 80 08 323436383130FFFF'
const wrongPin = '00 20 00 80 08 303030303030FFFF'
const digest = createHash('sha256').update('assertion').digest()

let card: PoweredCard
const send = (hex: string) => card.send(hex)
const status = async (hex: string) => (await send(hex)).slice(-4)

/** GENERAL AUTHENTICATE with an EC key. */
function sign(reference = '9A', algorithm = '11', challenge: Uint8Array = digest) {
  const data = element(0x7c, element(0x82), element(0x81, challenge))
  return `00 87 ${algorithm} ${reference} ${toHex(Uint8Array.of(data.length))} ${toHex(data)} 00`
}

beforeEach(async () => {
  card = await power(await standardCardFile('piv', 'EC'))
})

describe('a virtual PIV card', () => {
  it('does nothing before its application is selected', async () => {
    for (const command of [chuid, rightPin, sign()]) expect(await status(command)).toBe('6985')
    expect(card.memory.state.verifyCount).toBe(0)
  })

  it('is selected by its name with or without version, and answers with its properties', async () => {
    expect(await send(select)).toMatch(/^61..4F0600001000010079074F05A000000308.*9000$/)
    expect(await status('00 A4 04 00 0B A000000308000010000100 00')).toBe('9000')
    expect(await status('00 A4 04 00 08 A000000308000010 00')).toBe('6A82')
    expect(await status('00 A4 04 00 0B A000000308000010000200 00')).toBe('6A82')
    expect(await status('00 A4 00 00 02 3F00')).toBe('6A86')
  })

  it('tells of itself without a PIN, and says 6A82 for what it does not have', async () => {
    await send(select)
    expect(await send(discovery)).toBe('7E124F0BA0000003080000100001005F2F0240009000')
    expect(await send(chuid)).toContain('34100F1E2D3C4B5A4968A7B6C5D4E3F20101')
    expect(await send(certificate)).toMatch(/^5382/)
    expect(await status('00 CB 3F FF 05 5C035FC10C 00')).toBe('6A82')
    expect(await status('00 CB 3F FF 05 5C025FC10C 00')).toBe('6A80')
    expect(await status('00 CB 00 FF 05 5C035FC102 00')).toBe('6A86')
  })

  it('gives what does not fit one response bit by bit', async () => {
    await send(select)
    const first = await send(certificate)
    expect(first).toHaveLength(2 * 258)
    expect(first.slice(-4, -2)).toBe('61')
    expect(await status(`00 C0 00 00 ${first.slice(-2)}`)).toBe('9000')
  })

  it('counts wrong PINs to the block, and one of another form not at all', async () => {
    await send(select)
    expect(await status('00 20 00 80 08 3234363831FFFFFF')).toBe('6A80')
    expect(await status('00 20 00 80 06 323436383130')).toBe('6A80')
    expect(await status('00 20 00 81 08 323436383130FFFF')).toBe('6A88')
    expect(await status('00 20 00 80')).toBe('63C3')
    expect(await status(wrongPin)).toBe('63C2')
    expect(await status(rightPin)).toBe('9000')
    expect(await status('00 20 00 80')).toBe('9000')
    expect(await status('00 20 FF 80')).toBe('9000')
    expect(await status('00 20 00 80')).toBe('63C3')
    for (const answer of ['63C2', '63C1', '63C0']) expect(await status(wrongPin)).toBe(answer)
    expect(await status(rightPin)).toBe('6983')
  })

  it('signs as often as one likes after the PIN for 9A, once for 9C', async () => {
    await send(select)
    expect(await status(sign())).toBe('6982')
    await send(rightPin)
    expect(await send(sign())).toMatch(/^7C..82..30.*9000$/)
    expect(await status(sign())).toBe('9000')

    card = await power(card.card.file, (file, memory) => new PivApplication(file, memory, { keyReference: 0x9c }))
    await send(select)
    await send(rightPin)
    expect(await status(sign('9C'))).toBe('9000')
    expect(await status(sign('9C'))).toBe('6982')
    expect(card.memory.state.signCount).toBe(1)
  })

  it('refuses another key, another algorithm, another length, and another template', async () => {
    await send(select)
    await send(rightPin)
    expect(await status(sign('9C'))).toBe('6A88')
    expect(await status(sign('9A', '07'))).toBe('6A86')
    expect(await status(sign('9A', '11', digest.subarray(1)))).toBe('6A80')
    expect(await status('00 87 11 9A 04 7C028100 00')).toBe('6A80')
    expect(await status('00 87 11 9A 02 7C05 00')).toBe('6A80')
  })

  it('selecting it anew forgets nothing, another name neither, and loss of power all', async () => {
    await send(select)
    await send(rightPin)
    await send(select)
    expect(await status('00 A4 04 00 05 A000000001 00')).toBe('6A82')
    expect(await status(sign())).toBe('9000')
    await card.card.powerOff()
    await card.card.reset()
    await send(select)
    expect(await status(sign())).toBe('6982')
  })

  it('anybody may have a challenge of the management key; nobody can answer it', async () => {
    await send(select)
    const challenges = new Set([await send('00 87 00 9B 04 7C028100 00'), await send('00 87 03 9B 04 7C028100 00')])
    expect(challenges.size).toBe(2)
    for (const challenge of challenges) expect(challenge).toMatch(/^7C0A8108.{16}9000$/)
    expect(await status('00 87 00 9B 0C 7C0A82080000000000000000 00')).toBe('6982')
    expect(await status('00 87 07 9B 04 7C028100 00')).toBe('6A86')
  })
})
