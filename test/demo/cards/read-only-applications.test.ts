import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { VirtualCard } from '../../../demo/cards/virtual-card.ts'
import { plainCard } from '../reader/set-up.ts'
import { PlainMemory } from './plain-memory.ts'

async function powered(changes: Partial<CardFile>) {
  const card = new VirtualCard(plainCard(changes), new PlainMemory())
  await card.reset()
  return async (hex: string) => toHex(await card.transmit(fromHex(hex))).toUpperCase()
}

const selectNhi = '00 A4 04 00 10 D1580000010000000000000000001100'
const nhi = () =>
  powered({
    application: 'nhi',
    cardSn: '900000000001',
    holder: { name: '許功蓋', nationalId: 'F131232216', birthday: '-050101', sex: 'M', issued: '0930101' },
  })

describe('the virtual NHI card', () => {
  it('gives its basic data with Le and without', async () => {
    const send = await nhi()
    const data =
      '393030303030303030303031B35CA55CBB5C0000000000000000000000000000463133313233323231362D3035303130314D30393330313031'
    expect(await send(selectNhi)).toBe('9000')
    expect(await send('00 CA 11 00 02 00 00')).toBe(`${data}9000`)
    expect(await send('00 CA 11 00 02 00 00 00')).toBe(`${data}9000`)
    expect(await send('00 CA 00 00 02 00 00')).toBe('3930303030303030303030319000')
  })

  it.each([
    [
      'the AID without its last byte is the same application',
      '00 A4 04 00 0F D15800000100000000000000000011 00',
      '9000',
    ],
    ['another application', '00 A4 04 00 10 D1580000010000000000000000003100', '6A82'],
    ['a file', '00 A4 00 00 02 3F00', '6A86'],
    ['an object that is not there', '00 CA 12 00 02 0000', '6A88'],
    ['GET DATA without its two bytes', '00 CA 11 00 00', '6700'],
    ['what needs a security module', `00 82 11 12 20 ${'00'.repeat(32)} 10`, '6982'],
    ['READ BINARY', '00 B0 00 00 00', '6D00'],
    ['another class', '80 CA 11 00 02 0000', '6E00'],
    ['a chained command', '10 CA 11 00 02 0000', '6884'],
  ])('%s: %s', async (_what, command, answer) => {
    const send = await nhi()
    await send(selectNhi)
    expect(await send(command)).toBe(answer)
  })

  it('nothing is told before the application is selected', async () => {
    const send = await nhi()
    expect(await send('00 CA 11 00 02 0000')).toBe('6985')
  })
})

describe('the virtual native citizen certificate', () => {
  const card = () => powered({ application: 'moica-native', certificate: 'MAEF', issuerCertificate: 'MAEG' })

  it('has its files in two folders', async () => {
    const send = await card()
    expect(await send('80 B0 00 00 04')).toBe('6986')
    expect(await send('80 A4 00 00 02 0905')).toBe('6A82')
    expect(await send('80 A4 00 00 02 0900')).toBe('9000')
    expect(await send('80 A4 00 00 02 0905')).toBe('9000')
    expect(await send('80 B0 00 00 14')).toBe('434854205633324E0000000000000000000000009000')
    expect(await send('80 A4 00 00 02 5030')).toBe('9000')
    expect(await send('80 B0 00 00 04')).toBe('6986')
    expect(await send('80 A4 00 00 02 08F2')).toBe('9000')
    expect(await send('80 B0 07 00 04')).toBe('300106FF9000')
    expect(await send('80 B0 15 00 04')).toBe('300105FF9000')
    expect(await send('80 B0 00 00 02')).toBe('FFFF9000')
    expect(await send('80 B0 1C 00 01')).toBe('6B00')
    expect(await send('80 A4 00 00 02 3F00')).toBe('9000')
    expect(await send('80 B0 00 00 04')).toBe('6986')
  })

  it.each([
    ['more than 200 bytes at once', '80 B0 00 00 C9', '6700'],
    ['a PIN', '80 20 00 81 08 3132333435363738', '6D00'],
    ['the interindustry class', '00 A4 00 00 02 3F00', '6E00'],
    ['selection by name', '80 A4 04 00 02 3F00', '6A86'],
    ['half a file identifier', '80 A4 00 00 01 3F', '6700'],
  ])('refuses %s', async (_what, command, answer) => {
    expect(await (await card())(command)).toBe(answer)
  })
})
