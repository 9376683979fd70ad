import koffi from 'koffi'
import { describe, expect, test } from 'vitest'
import { type PcscPlatform, pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import { cardStateOf, protocolMask, protocolOf } from '../../core/pcsc/scard-constants.ts'
import { scardTypes } from '../../native-host/pcsc/scard-types.ts'

/** Worked out by hand from the headers, for 64-bit systems. */
const layouts = {
  linux: { size: 80, offsets: [0, 8, 16, 24, 32, 40], ioRequest: 16 },
  darwin: { size: 61, offsets: [0, 8, 16, 20, 24, 28], ioRequest: 8 },
  win32: { size: 64, offsets: [0, 8, 16, 20, 24, 28], ioRequest: 8 },
} as const

describe.each(Object.keys(layouts) as (keyof typeof layouts)[])('on %s', (system) => {
  const platform: PcscPlatform = pcscPlatforms[system]
  const { readerState, ioRequest } = scardTypes(platform)

  test('SCARD_READERSTATE has the size and the offsets of its header', () => {
    const fields = ['szReader', 'pvUserData', 'dwCurrentState', 'dwEventState', 'cbAtr', 'rgbAtr']
    expect(koffi.sizeof(readerState)).toBe(layouts[system].size)
    expect(fields.map((field) => koffi.offsetof(readerState, field))).toEqual(layouts[system].offsets)
  })

  test('SCARD_IO_REQUEST has the size of its header', () => {
    expect(koffi.sizeof(ioRequest)).toBe(layouts[system].ioRequest)
    expect(koffi.offsetof(ioRequest, 'cbPciLength')).toBe(layouts[system].ioRequest / 2)
  })

  test('protocols go there and back', () => {
    for (const protocol of ['t0', 't1', 'raw'] as const)
      expect(protocolOf(platform, protocolMask(platform, [protocol]))).toBe(protocol)
    expect(protocolMask(platform, ['t0', 't1'])).toBe(3)
  })
})

test.each([
  ['linux', 0x0002, 'absent'],
  ['linux', 0x0004, 'present'],
  ['linux', 0x0014, 'powered'],
  ['linux', 0x0034, 't1'],
  ['linux', 0x0054, 't1'],
  ['win32', 1, 'absent'],
  ['win32', 2, 'present'],
  ['win32', 4, 'powered'],
  ['win32', 6, 't1'],
] as const)('on %s the card state %i with T=1 is "%s"', (system, dwState, state) => {
  expect(cardStateOf(pcscPlatforms[system], dwState, 't1')).toBe(state)
})
