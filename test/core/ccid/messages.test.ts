import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { decodeMessage, decodeSlotChange, encodeMessage, messageLength } from '../../../core/ccid/messages.ts'

test('a command is laid out as CCID 1.1 §6.1 prints it, its length in either order', () => {
  const message = { bMessageType: 0x6f, bSlot: 1, bSeq: 7, specific: [2, 3, 4], abData: fromHex('00a4') } as const
  expect(toHex(encodeMessage(message, 'little'))).toBe('6f02000000010702030400a4')
  expect(toHex(encodeMessage(message, 'big'))).toBe('6f00000002010702030400a4')
})

test('an answer is read from its own bytes, wherever they stand in a buffer', () => {
  const bytes = fromHex('ffff 80 02000000 01 07 41 fe 10 9000').subarray(2)
  expect(messageLength(bytes, 'little')).toBe(12)
  expect(messageLength(bytes.subarray(0, 9), 'little')).toBeUndefined()
  expect(decodeMessage(bytes)).toEqual({
    bMessageType: 0x80,
    bSlot: 1,
    bSeq: 7,
    bmICCStatus: 1,
    bmCommandStatus: 1,
    bError: 0xfe,
    specific: 0x10,
    abData: fromHex('9000'),
  })
})

test('slot changes come four to a byte', () => {
  expect(decodeSlotChange(fromHex('50 1b 01')).slice(0, 5)).toEqual([
    { present: true, changed: true },
    { present: false, changed: true },
    { present: true, changed: false },
    { present: false, changed: false },
    { present: true, changed: false },
  ])
  expect(decodeSlotChange(fromHex('51 00 00'))).toEqual([])
  expect(decodeSlotChange(new Uint8Array())).toEqual([])
})
