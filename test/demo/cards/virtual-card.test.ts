import { X509Certificate, createHash, verify } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { VirtualCard } from '../../../demo/cards/virtual-card.ts'
import { demoCardFiles } from '../demo-cards.ts'
import { PlainMemory } from './plain-memory.ts'

const select = '00 A4 04 0C 0A F04E4849544553540100'
const manage = '00 22 41 B6 06 800102 840182'
const digest = createHash('sha256').update('assertion').digest()
const digestInfo = concat(fromHex('3031300D060960864801650304020105000420'), digest)
const compute = `00 2A 9E 9A 33 ${toHex(digestInfo)}`

let files: readonly CardFile[]
let file: CardFile
let memory: PlainMemory
let card: VirtualCard

beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

beforeEach(async () => {
  await use('hca-personnel')
})

async function use(id: string) {
  const found = files.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no card ${id}`)
  file = found
  memory = new PlainMemory(file.tries)
  card = new VirtualCard(file, memory)
  await card.reset()
}

/** Response in hex without spaces. */
const send = async (hex: string): Promise<string> => toHex(await card.transmit(fromHex(hex))).toUpperCase()
const status = async (hex: string): Promise<string> => (await send(hex)).slice(-4)
const verifyPin = (pin: string) => {
  const padded = new Uint8Array(8).fill(0xff)
  padded.set(new TextEncoder().encode(pin))
  return status(`00 20 00 81 08 ${toHex(padded)}`)
}

describe('files', () => {
  it('nothing is there before the application is selected', async () => {
    expect(await status('00 B0 81 00 00')).toBe('6986')
    expect(await status('00 A4 02 0C 02 0101')).toBe('6A82')
    expect(await status('00 20 00 81')).toBe('6A88')
    expect(await status(manage)).toBe('6A88')
    expect(await status(compute)).toBe('6985')
  })

  it('the application answers with its FCI when that is wanted, and another one is not found', async () => {
    expect(await send('00 A4 04 00 0A F04E4849544553540100 00')).toBe('6F0C840AF04E48495445535401009000')
    expect(await send('00 A4 04 0C 05 A000000001')).toBe('6A82')
  })

  it('EF.INFO says what the card is', async () => {
    await use('hca-institution')
    await status(select)
    const info = await send('00 B0 81 00 00')
    expect(info).toContain(`C10F${Buffer.from('hca-institution').toString('hex').toUpperCase()}`)
    expect(info).toContain('C20154')
    expect(info).toContain(`C40A${Buffer.from('3501999018').toString('hex').toUpperCase()}`)
  })

  it('EF.CERT reads alike by identifier and by short identifier, in short and in extended form', async () => {
    await status(select)
    expect(await send('00 A4 02 00 02 0102 00')).toMatch(/^620B8002[0-9A-F]{4}8302010288011090/)
    const extended = await card.transmit(fromHex('00 B0 00 00 00 0000'))
    expect(Buffer.from(extended.subarray(0, -2)).toString('base64')).toBe(file.certificate)
    const first = await card.transmit(fromHex('00 B0 82 00 00'))
    expect(first.length).toBe(258)
    expect(toHex(extended)).toContain(toHex(first.subarray(0, -2)))
  })

  it('the end of a file is told by 6Cxx, and what is behind it by 6B00', async () => {
    await status(select)
    const length = Buffer.from(file.certificate ?? '', 'base64').length
    const offset = (length - 5).toString(16).padStart(4, '0')
    await status('00 A4 02 0C 02 0102')
    expect(await send(`00 B0 ${offset} 20`)).toBe('6C05')
    expect((await send(`00 B0 ${offset} 05`)).length).toBe(14)
    expect((await send(`00 B0 ${offset} 00`)).length).toBe(14)
    expect(await send(`00 B0 ${length.toString(16).padStart(4, '0')} 00`)).toBe('6B00')
  })

  it('a spare card has no certificate and no key', async () => {
    await use('hca-spare')
    await status(select)
    expect(await status('00 B0 82 00 00')).toBe('6A82')
    expect(await status(manage)).toBe('6A88')
  })
})

describe('the PIN', () => {
  beforeEach(async () => {
    await status(select)
  })

  it('is counted before it is compared', async () => {
    await verifyPin('999999')
    expect(memory.written.at(-1)).toMatchObject({ triesLeft: 2, verified: false, verifyCount: 1 })
    await verifyPin(file.pin)
    expect(memory.written.slice(-2)).toMatchObject([
      { triesLeft: 1, verified: false },
      { triesLeft: 3, verified: true },
    ])
  })

  it('three wrong ones block it, and then the right one does not help', async () => {
    expect([await verifyPin('999999'), await verifyPin('999999'), await verifyPin('999999')]).toEqual([
      '63C2',
      '63C1',
      '63C0',
    ])
    expect(await verifyPin(file.pin)).toBe('6983')
    expect(await status('00 20 00 81')).toBe('6983')
    expect(memory.state.triesLeft).toBe(0)
  })

  it('the counter is asked without a try', async () => {
    await verifyPin('999999')
    expect(await status('00 20 00 81')).toBe('63C2')
    expect(await status('00 20 00 81')).toBe('63C2')
    expect(memory.state.verifyCount).toBe(1)
    await verifyPin(file.pin)
    expect(await status('00 20 00 81')).toBe('9000')
  })

  it('of another length or reference is not counted', async () => {
    expect(await status('00 20 00 81 06 313233343536')).toBe('6700')
    expect(await status('00 20 00 01 08 3132333435363738')).toBe('6A88')
    expect(memory.state).toMatchObject({ triesLeft: 3, verifyCount: 0 })
  })

  it('a card pulled while it compares has lost the try and is not verified', async () => {
    const update = memory.update.bind(memory)
    memory.update = async (change) => {
      const state = await update(change)
      memory.update = update
      await card.powerOff()
      return state
    }
    await verifyPin(file.pin)
    expect(memory.state).toMatchObject({ triesLeft: 2, verified: false, powered: false })
  })
})

describe('signing', () => {
  const signature = async () => {
    const answer = await card.transmit(fromHex(`${compute} 00`))
    return { sw: toHex(answer.subarray(-2)), bytes: answer.subarray(0, -2) }
  }
  const isRight = (bytes: Uint8Array) => {
    const certificate = new X509Certificate(Buffer.from(file.certificate ?? '', 'base64'))
    return verify('sha256', Buffer.from('assertion'), certificate.publicKey, bytes)
  }

  it('wants the application, then the PIN, then the key, and gives one signature', async () => {
    await status(select)
    expect(await status(compute)).toBe('6985')
    await status(manage)
    expect(await status(compute)).toBe('6982')
    await verifyPin(file.pin)
    const first = await signature()
    expect(first.sw).toBe('9000')
    expect(isRight(first.bytes)).toBe(true)
    expect((await signature()).sw).toBe('6982')
    expect(memory.state.signCount).toBe(1)
  })

  it.each([
    ['a reset', () => card.reset()],
    ['loss of power', () => card.powerOff().then(() => card.reset())],
    ['SELECT', () => status(select)],
  ])('after %s the PIN is wanted anew', async (_what, happen) => {
    await status(select)
    await verifyPin(file.pin)
    await happen()
    await status(select)
    await status(manage)
    expect(await status(compute)).toBe('6982')
  })

  it('a memory that outlives the program keeps the security state, as a chip with power does', async () => {
    await status(select)
    await status(manage)
    await verifyPin(file.pin)
    card = new VirtualCard(file, memory)
    expect((await signature()).sw).toBe('9000')
  })

  it('without Le the signature waits for GET RESPONSE, and is gone after another command', async () => {
    await status(select)
    await status(manage)
    await verifyPin(file.pin)
    expect(await send(compute)).toBe('6100')
    const head = await card.transmit(fromHex('00 C0 00 00 80'))
    expect(toHex(head.subarray(-2))).toBe('6180')
    const tail = await card.transmit(fromHex('00 C0 00 00 80'))
    expect(isRight(concat(head.subarray(0, -2), tail.subarray(0, -2)))).toBe(true)
    expect(await send('00 C0 00 00 00')).toBe('6985')
  })

  it('takes its input chained, and in extended form', async () => {
    await status(select)
    await status(manage)
    await verifyPin(file.pin)
    const hex = toHex(digestInfo)
    expect(await send(`10 2A 9E 9A 20 ${hex.slice(0, 64)}`)).toBe('9000')
    const chained = await card.transmit(fromHex(`00 2A 9E 9A 13 ${hex.slice(64)} 00`))
    expect(isRight(chained.subarray(0, -2))).toBe(true)
    await verifyPin(file.pin)
    const extended = await card.transmit(fromHex(`00 2A 9E 9A 00 0033 ${hex} 0000`))
    expect(isRight(extended.subarray(0, -2))).toBe(true)
  })

  it('a chain that is broken off is told, and forgotten', async () => {
    await status(select)
    await status('10 2A 9E 9A 02 3031')
    expect(await status('00 B0 81 00 00')).toBe('6883')
    expect(await status('00 B0 81 00 00')).toBe('9000')
    expect(await status('10 B0 81 00 00')).toBe('6884')
  })

  it.each([
    ['a bare digest', toHex(digest)],
    ['a DigestInfo of SHA-1', `3021300906052B0E03021A05000414${'00'.repeat(20)}`],
    ['a byte too many', `${toHex(digestInfo)}00`],
  ])('%s is refused and the PIN stays verified', async (_what, hex) => {
    await status(select)
    await status(manage)
    await verifyPin(file.pin)
    expect(await status(`00 2A 9E 9A ${(hex.length / 2).toString(16).padStart(2, '0')} ${hex} 00`)).toBe('6A80')
    expect((await signature()).sw).toBe('9000')
  })
})

describe('commands it does not know', () => {
  it.each([
    ['80 A4 00 00', '6E00'],
    ['00 84 00 00 08', '6D00'],
    ['00 A4 04', '6700'],
    ['00 A4 04 0C 0A F04E', '6700'],
    ['00 A4 04 0C 00 0000 00', '6700'],
    ['00 A4 08 0C 02 3F00', '6A86'],
    ['00 22 F3 01', '6A86'],
  ])('%s is answered %s', async (command, answer) => {
    expect(await send(command)).toBe(answer)
  })

  it('and without power it does not answer at all', async () => {
    await card.powerOff()
    await expect(card.transmit(fromHex(select))).rejects.toThrow(TypeError)
  })
})
