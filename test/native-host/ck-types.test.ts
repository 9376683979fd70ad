import koffi from 'koffi'
import { describe, expect, test } from 'vitest'
import { type CkPlatform, ckPlatforms } from '../../native-host/pkcs11/ck-platforms.ts'
import { ckTypes } from '../../native-host/pkcs11/ck-types.ts'

/** Worked out by hand from pkcs11t.h and pkcs11f.h, for 64-bit systems. */
const unix = {
  functionList: { C_Initialize: 8, C_GetSlotList: 40, C_Login: 152, C_GetAttributeValue: 200, C_Sign: 352, size: 360 },
  initializeArgs: { CreateMutex: 0, flags: 32, pReserved: 40, size: 48 },
  slotInfo: {
    slotDescription: 0,
    manufacturerID: 64,
    flags: 96,
    hardwareVersion: 104,
    firmwareVersion: 106,
    size: 112,
  },
  tokenInfo: {
    label: 0,
    manufacturerID: 32,
    model: 64,
    serialNumber: 80,
    flags: 96,
    ulMaxPinLen: 136,
    ulMinPinLen: 144,
  },
  tokenEnd: { hardwareVersion: 184, utcTime: 188, size: 208 },
  attribute: { type: 0, pValue: 8, ulValueLen: 16, size: 24 },
  mechanism: { mechanism: 0, pParameter: 8, ulParameterLen: 16, size: 24 },
}
const layouts = {
  linux: unix,
  darwin: unix,
  win32: {
    functionList: {
      C_Initialize: 2,
      C_GetSlotList: 34,
      C_Login: 146,
      C_GetAttributeValue: 194,
      C_Sign: 346,
      size: 354,
    },
    initializeArgs: { CreateMutex: 0, flags: 32, pReserved: 36, size: 44 },
    slotInfo: {
      slotDescription: 0,
      manufacturerID: 64,
      flags: 96,
      hardwareVersion: 100,
      firmwareVersion: 102,
      size: 104,
    },
    tokenInfo: {
      label: 0,
      manufacturerID: 32,
      model: 64,
      serialNumber: 80,
      flags: 96,
      ulMaxPinLen: 116,
      ulMinPinLen: 120,
    },
    tokenEnd: { hardwareVersion: 140, utcTime: 144, size: 160 },
    attribute: { type: 0, pValue: 4, ulValueLen: 12, size: 16 },
    mechanism: { mechanism: 0, pParameter: 4, ulParameterLen: 12, size: 16 },
  },
} as const

describe.each(Object.keys(layouts) as (keyof typeof layouts)[])('on %s', (system) => {
  const platform: CkPlatform = ckPlatforms[system]
  const types = ckTypes(platform)
  const expected = Object.entries(layouts[system])

  test.each(expected)('%s has the offsets and the size of its header', (name, layout) => {
    const type = types[name === 'tokenEnd' ? 'tokenInfo' : (name as keyof typeof types)]
    for (const [member, offset] of Object.entries(layout))
      expect([member, member === 'size' ? koffi.sizeof(type) : koffi.offsetof(type, member)]).toEqual([member, offset])
  })
})
