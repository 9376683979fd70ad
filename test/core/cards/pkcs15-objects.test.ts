import { describe, expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import {
  cutCertificate,
  parseCertificates,
  parseObjectDirectory,
  parsePins,
  parsePrivateKeys,
  parseTokenInfo,
} from '../../../core/cards/pkcs15-objects.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { makePkcs15Files } from '../../../demo/cards/pkcs15-files.ts'
import { context, element, sequence } from '../../../demo/pki/der.ts'
import { standardCardFile } from '../../demo/cards/standard-card.ts'

const path = { path: fromHex('3F00 5015 4401') }
const encodedPath = element(0x30, element(0x04, path.path))
const id = element(0x04, [0x45])

describe('EF(ODF)', () => {
  it('lists where the objects are, in a file or on the spot; what fills the file is nothing', () => {
    const content = concat(
      context(8, encodedPath),
      context(0, context(0, sequence())),
      context(7, encodedPath),
      [0x00, 0x00, 0x00],
    )
    expect(parseObjectDirectory(content)).toEqual([
      { directory: 'authObjects', content: path },
      { directory: 'privateKeys', content: fromHex('30 00') },
    ])
    expect(parseObjectDirectory(fromHex('FF FF'))).toEqual([])
  })
})

describe('EF(TokenInfo)', () => {
  it('gives the serial number, or none where ISO 7816-15 lets a card be without', () => {
    expect(parseTokenInfo(fromHex('30 07 02 01 00 04 02 AB CD'))).toEqual({ serialNumber: 'ABCD', algorithms: [] })
    expect(parseTokenInfo(fromHex('30 03 02 01 01')).serialNumber).toBeUndefined()
  })

  it('gives the algorithms, with the card’s own number where there is one', () => {
    const head = (reference: number, mechanism: readonly number[]) => [
      element(0x02, [reference]),
      element(0x02, mechanism),
      element(0x05),
      element(0x03, [6, 0x40]),
    ]
    const algorithms = context(
      2,
      sequence(...head(1, [0x10, 0x41])),
      sequence(...head(2, [0x01]), element(0x06, [0x2a]), element(0x02, [0x91])),
    )
    expect(parseTokenInfo(sequence(element(0x02, [0]), algorithms)).algorithms).toEqual([
      { reference: 1, mechanism: 0x1041, algorithmReference: undefined },
      { reference: 2, mechanism: 0x0001, algorithmReference: 0x91 },
    ])
  })
})

describe('EF(PrKDF)', () => {
  const key = (usage: readonly number[], ...more: Uint8Array[]) =>
    sequence(
      sequence(element(0x0c, [0x4b]), element(0x03, [7, 0x80]), element(0x04, [0x01])),
      sequence(id, element(0x03, usage), ...more),
      context(1, sequence(encodedPath, element(0x02, [0x08, 0x00]))),
    )

  it('a key reference from 80 on may be written as a negative number or not', () => {
    expect(parsePrivateKeys(key([5, 0x20], element(0x02, [0x82])))[0]?.keyReference).toBe(0x82)
    expect(parsePrivateKeys(key([5, 0x20], element(0x02, [0x00, 0x82])))[0]?.keyReference).toBe(0x82)
    expect(() => parsePrivateKeys(key([5, 0x20], element(0x02, [0x01, 0x00])))).toThrow('reference')
  })

  it.each([
    ['sign', [5, 0x20], true],
    ['signRecover', [4, 0x10], true],
    ['nonRepudiation', [6, 0x00, 0x40], true],
    ['decrypt', [6, 0x40], false],
  ])('usage %s', (_, usage, canSign) => {
    expect(parsePrivateKeys(key(usage))[0]).toMatchObject({ id: '45', authId: '01', canSign, path })
  })

  it('a key that is only kept on the card does not sign there', () => {
    expect(parsePrivateKeys(key([5, 0x20], element(0x01, [0x00])))[0]?.canSign).toBe(false)
  })

  it('keys of other kinds are left out', () => {
    expect(parsePrivateKeys(context(1, sequence()))).toEqual([])
  })
})

describe('EF(CDF)', () => {
  const certificate = (...parts: Uint8Array[]) => sequence(sequence(), sequence(id), context(1, sequence(...parts)))

  it('a certificate is in a file, in a part of one, or on the spot', () => {
    const part = sequence(element(0x04, [0x50, 0x15]), element(0x02, [0x10]), element(0x80, [0x20]))
    expect(parseCertificates(certificate(encodedPath))[0]?.value).toEqual(path)
    expect(parseCertificates(certificate(part))[0]?.value).toEqual({
      path: fromHex('5015'),
      part: { offset: 16, length: 32 },
    })
    expect(parseCertificates(certificate(context(0, sequence())))[0]?.value).toEqual(fromHex('30 00'))
    expect(parseCertificates(certificate(element(0x13, [0x68])))).toEqual([])
  })

  it('what fills its file is cut off', () => {
    expect(cutCertificate(fromHex('30 01 00 FF FF'))).toEqual(fromHex('30 01 00'))
  })
})

describe('EF(AODF)', () => {
  const pin = (flags: readonly number[], type = 1) =>
    sequence(
      sequence(element(0x0c, [0x50])),
      sequence(element(0x04, [0x01])),
      context(
        1,
        sequence(
          element(0x03, flags),
          element(0x0a, [type]),
          element(0x02, [4]),
          element(0x02, [8]),
          element(0x02, [8]),
          element(0x80, [0x81]),
          element(0x04, [0x00]),
        ),
      ),
    )

  it('says how the PIN is sent', () => {
    expect(parsePins(pin([2, 0x4c]))).toEqual([
      {
        authId: '01',
        type: 'ascii-numeric',
        minimum: 4,
        maximum: 8,
        storedLength: 8,
        reference: 0x81,
        needsPadding: true,
        padding: 0x00,
        path: undefined,
        isUsable: true,
      },
    ])
  })

  it.each([
    ['the unblocking PIN', [1, 0x02]],
    ['the security officer’s', [0, 0x01]],
    ['one that goes through secure messaging', [6, 0x00, 0x40]],
    ['one that goes enciphered', [5, 0x00, 0x20]],
  ])('%s is not for signing in', (_, flags) => {
    expect(parsePins(pin(flags))[0]?.isUsable).toBe(false)
  })

  it('a PIN of an unknown type is not guessed at', () => {
    expect(() => parsePins(pin([2, 0x4c], 5))).toThrow(expect.objectContaining({ code: 'ERR_CARD_MALFORMED' }))
  })
})

it('whatever octet of a file is another, it is read or refused as malformed, naming the file', async () => {
  const application = makePkcs15Files(await standardCardFile('pkcs15')).children?.find(({ aid }) => aid)
  const parsers = new Map<number, (bytes: Uint8Array) => unknown>([
    [0x5031, parseObjectDirectory],
    [0x5032, parseTokenInfo],
    [0x4401, parsePins],
    [0x4402, parsePrivateKeys],
    [0x4403, parseCertificates],
  ])
  let refused = 0
  for (const [fileId, parse] of parsers) {
    const content = application?.children?.find((file) => file.fileId === fileId)?.content ?? new Uint8Array()
    expect(content.length).toBeGreaterThan(30)
    for (let at = 0; at < content.length; at++) {
      for (const value of [0x00, 0x01, 0x30, 0x7f, 0x80, 0x81, 0xff]) {
        const changed = Uint8Array.from(content)
        changed[at] = value
        try {
          parse(changed)
        } catch (error) {
          refused++
          expect(error).toBeInstanceOf(CodedError)
          expect(error).toMatchObject({
            code: 'ERR_CARD_MALFORMED',
            details: { field: expect.stringMatching(/^EF\(/) },
          })
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(500)
})
