import { describe, expect, test } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { ppsCharacters, t0Characters, t1Characters } from '../../../core/ccid/character-level.ts'
import type { TransferBlock } from '../../../core/ccid/transfer-block.ts'

/** A card played from text: what is sent (`-` for nothing), how much is awaited, and what comes back. */
function line(...lines: string[]): { transfer: TransferBlock; left: string[] } {
  const left = [...lines]
  const transfer: TransferBlock = async (abData, { wLevelParameter = 0 } = {}) => {
    const [expected, back] = (left.shift() ?? 'nothing more').split(' < ')
    expect(`${toHex(abData) || '-'} ${wLevelParameter}`).toBe(expected)
    return { abData: fromHex(back ?? ''), specific: 0 }
  }
  return { transfer, left }
}

async function play(tpdu: string, ...lines: string[]): Promise<string> {
  const { transfer, left } = line(...lines)
  const { abData } = await t0Characters(transfer)(fromHex(tpdu))
  expect(left).toEqual([])
  return toHex(abData)
}

describe('T=0 at character level', () => {
  test('a command without data gets its status word', async () => {
    expect(await play('8010000000', '8010000000 1 < 90', '- 1 < 00')).toBe('9000')
  })

  test('data goes after INS, all at once', async () => {
    expect(await play('0020008002 3132', '0020008002 1 < 20', '3132 1 < 63', '- 1 < C2')).toBe('63c2')
  })

  test('data goes one byte at a time after the complement of INS', async () => {
    const lines = ['0020008002 1 < DF', '31 1 < DF', '32 1 < 90', '- 1 < 00']
    expect(await play('0020008002 3132', ...lines)).toBe('9000')
  })

  test('60 asks for time, before data and after it', async () => {
    const lines = ['0020008001 1 < 60', '- 1 < 60', '- 1 < 20', '31 1 < 60', '- 1 < 90', '- 1 < 00']
    expect(await play('0020008001 31', ...lines)).toBe('9000')
  })

  test('an answer comes after INS, all at once or by bytes', async () => {
    expect(await play('00b0000002', '00b0000002 1 < B0', '- 4 < AABB9000')).toBe('aabb9000')
    expect(await play('00b0000002', '00b0000002 1 < B0', '- 4 < AABB6090', '- 1 < 00')).toBe('aabb9000')
    const byBytes = ['00b0000002 1 < 4F', '- 1 < AA', '- 1 < B0', '- 3 < BB90', '- 1 < 00']
    expect(await play('00b0000002', ...byBytes)).toBe('aabb9000')
  })

  test('P3 = 0 is 256 bytes for a card that gives data, and none for one that does not', async () => {
    const data = toHex(new Uint8Array(256).fill(0x61))
    const lines = ['00b0000000 1 < B0', `- 258 < ${data}9000`]
    expect(await play('00b0000000', ...lines)).toBe(`${data}9000`)
    expect(await play('00b0000000', '00b0000000 1 < 6C', '- 1 < 10')).toBe('6c10')
  })

  test('a reader that hands over more than was awaited loses nothing', async () => {
    expect(await play('00b0000002', '00b0000002 1 < B0AABB9000')).toBe('aabb9000')
  })

  test.each([
    ['falls silent', ['0020008001 1 < ']],
    ['sends what is no procedure byte', ['0020008001 1 < 33']],
    ['wants more than there is', ['0020008001 1 < 20', '31 1 < 20']],
  ])('a card that %s is mute', async (_, lines) => {
    const { transfer } = line(...lines, '- 1 < ')
    await expect(t0Characters(transfer)(fromHex('002000800131'))).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
  })

  test('a card that asks for time without end is mute', async () => {
    const endless: TransferBlock = async () => ({ abData: Uint8Array.of(0x60), specific: 0 })
    await expect(t0Characters(endless)(fromHex('8010000000'))).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
  })
})

test('a T=1 block is awaited by its prologue, then by its length', async () => {
  const { transfer, left } = line('00c101fe3e 3 < 00E101', '- 2 < FE1E')
  const { abData } = await t1Characters(transfer, 1)(fromHex('00c101fe3e'))
  expect(toHex(abData)).toBe('00e101fe1e')
  expect(left).toEqual([])
})

test('the answer to a PPS request ends where PPS0 says', async () => {
  const short = line('ff109679 2 < FF00', '- 1 < FF')
  expect(toHex((await ppsCharacters(short.transfer)(fromHex('ff109679'))).abData)).toBe('ff00ff')
  const long = line('ff109679 2 < FF10', '- 2 < 9679')
  expect(concat((await ppsCharacters(long.transfer)(fromHex('ff109679'))).abData)).toEqual(fromHex('ff109679'))
})
