import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../core/bytes/hex.ts'
import { power, type PoweredCard, standardCardFile } from './standard-card.ts'

const selectDirectoryFile = '00 A4 08 0C 02 2F00'
const selectApplication = '00 A4 04 0C 0C A000000063504B43532D3135'
const rightPin = '00 20 00 01 08 323436383130FFFF'
const wrongPin = '00 20 00 01 08 303030303030FFFF'
const manage = '00 22 41 B6 06 800121 840101'
const sign = `00 2A 9E 9A 20 ${createHash('sha256').update('assertion').digest('hex')} 00`

let card: PoweredCard
const send = (hex: string) => card.send(hex)
const status = async (hex: string) => (await send(hex)).slice(-4)

beforeEach(async () => {
  card = await power(await standardCardFile('pkcs15', 'EC', { cardSn: '4E48490000000901' }))
})

describe('a virtual PKCS#15 card', () => {
  it('EF.DIR says where the application is', async () => {
    expect(await status(selectDirectoryFile)).toBe('9000')
    expect(await send('00 B0 00 00 00')).toMatch(/^61..4F0CA000000063504B43532D3135.*51043F0050159000$/)
  })

  it.each([
    ['path from the master file', '00 A4 08 04 04 50155032'],
    ['application, then identifier', selectApplication, '00 A4 02 04 02 5032'],
    ['the beginning of its name, then identifier', '00 A4 04 0C 05 A000000063', '00 A4 00 04 02 5032'],
    ['directory, then path from there', '00 A4 01 0C 02 5015', '00 A4 09 04 02 5032'],
    ['step by step', '00 A4 00 0C 02 3F00', '00 A4 00 0C 02 5015', '00 A4 00 04 02 5032'],
  ])('EF(TokenInfo) is selected by %s', async (_, ...commands) => {
    const answers: string[] = []
    for (const command of commands) answers.push(await send(command))
    expect(answers.at(-1)).toMatch(/^620B8002....820101830250329000$/)
    expect(await send('00 B0 00 00 00')).toMatch(/^30..02010004084E48490000000901/)
  })

  it('a file is not where it is not', async () => {
    expect(await status('00 A4 02 0C 02 5032')).toBe('6A82')
    expect(await status('00 A4 01 0C 02 2F00')).toBe('6A82')
    expect(await status('00 A4 08 0C 02 5032')).toBe('6A82')
    expect(await status('00 A4 08 0C 03 501550')).toBe('6A82')
    expect(await status('00 A4 07 0C 02 5032')).toBe('6A86')
    expect(await status('00 B0 00 00 00')).toBe('6986')
  })

  it('counts wrong PINs to the block, wherever one is in the file system', async () => {
    expect(await status('00 20 00 01')).toBe('63C3')
    expect(await status('00 20 00 01 06 323436383130')).toBe('6700')
    expect(await status('00 20 00 02 08 323436383130FFFF')).toBe('6A88')
    expect(await status(wrongPin)).toBe('63C2')
    expect(await status(rightPin)).toBe('9000')
    for (const answer of ['63C2', '63C1', '63C0']) expect(await status(wrongPin)).toBe(answer)
    expect(await status(rightPin)).toBe('6983')
  })

  it('signs after the PIN and the choice of the key, and stays signed in while files are selected', async () => {
    expect(await status(sign)).toBe('6985')
    expect(await status(manage)).toBe('9000')
    expect(await status(sign)).toBe('6982')
    await send(rightPin)
    await send(selectApplication)
    expect(await send(sign)).toMatch(/^30.*9000$/)
    expect(card.memory.state.signCount).toBe(1)
  })

  it('refuses another algorithm, another key, and a digest of another length', async () => {
    expect(await status('00 22 41 B6 06 800111 840101')).toBe('6A80')
    expect(await status('00 22 41 B6 06 800121 840102')).toBe('6A88')
    expect(await status('00 22 41 B6 03 8001')).toBe('6700')
    expect(await status('00 22 41 A4 06 800121 840101')).toBe('6A86')
    await send(manage)
    await send(rightPin)
    expect(await status('00 2A 9E 9A 02 0102 00')).toBe('6A80')
  })

  it('says what it is to who asks for it by the name of IsoApplet, which ends what the PIN opened', async () => {
    await send(rightPin)
    expect(await send('00 A4 04 00 0C F276A288BCFBA69D34F31001')).toBe('0006079000')
    expect(await send('00 CA 01 01 00')).toBe('0006079000')
    expect(await status('00 20 00 01')).toBe('63C3')
  })

  it('signs once for whoever asks for more bytes than a signature has', async () => {
    for (const command of [selectApplication, rightPin, manage]) await send(command)
    expect(await send(`${sign.slice(0, -2)} F0`)).toMatch(/^30.{130,142}9000$/)
    expect(card.memory.state.signCount).toBe(1)
  })

  it('makes random numbers', async () => {
    const [one, other] = [await send('00 84 00 00 20'), await send('00 84 00 00 20')]
    expect(one).toHaveLength(2 * 34)
    expect(one).not.toBe(other)
    expect(await status('00 84 00 00')).toBe('6700')
  })

  it('an RSA key pads what it is given', async () => {
    card = await power(await standardCardFile('pkcs15', 'RSA'))
    await send('00 22 41 B6 06 800111 840101')
    await send(rightPin)
    const first = await send(`00 2A 9E 9A 33 ${toHex(new Uint8Array(51).fill(7))} 00`)
    expect(first).toHaveLength(2 * 258)
    expect(first.slice(-4)).toBe('9000')
  })
})
