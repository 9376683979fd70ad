import { describe, expect, test } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { encodeFrame, FrameParser, nakFrame } from '../../../core/serial-ccid/gemcore-frame.ts'

const message = fromHex('81000000000007010000')
const framed = fromHex('03068100000000000701000082')
const whole = { kind: 'message', bytes: message }
const parser = (): FrameParser => new FrameParser(271)

describe('GemCore frames', () => {
  test('a message stands between SYNC, ACK and the XOR of all before it', () => {
    expect(encodeFrame(message)).toEqual(framed)
    expect(nakFrame()).toEqual(fromHex('031516'))
  })

  test('a frame is found however the line cuts it', () => {
    for (let cut = 1; cut < framed.length; cut++) {
      const parts = parser()
      expect(parts.push(framed.slice(0, cut))).toEqual([])
      expect(parts.isClean).toBe(false)
      expect(parts.push(framed.slice(cut))).toEqual([whole])
      expect(parts.isClean).toBe(true)
    }
  })

  test('several frames in one chunk are all found, and a chunk longer than any frame too', () => {
    expect(parser().push(concat(framed, framed, nakFrame()))).toEqual([whole, whole, { kind: 'nak' }])
    const many = Array.from({ length: 100 }, () => framed)
    expect(parser().push(concat(...many))).toHaveLength(100)
  })

  test('card movements and time requests stand outside frames', () => {
    expect(parser().push(concat([0x50, 0x03, 0x50, 0x02, 0x80, 0xff], framed))).toEqual([
      { kind: 'movement', present: true },
      { kind: 'movement', present: false },
      { kind: 'time-request' },
      { kind: 'time-request' },
      whole,
    ])
  })

  test.each([
    ['no frame at all', '00112233'],
    ['a SYNC that begins nothing', '0303030003'],
    ['a movement that is none', '5007'],
  ])('garbage is passed over: %s', (_name, hex) => {
    const parts = parser()
    expect(parts.push(fromHex(hex))).toEqual([])
    expect(parts.isClean).toBe(false)
    expect(parts.push(framed.slice())).toEqual([whole])
    expect(parts.isClean).toBe(true)
  })

  test('every single wrong bit is noticed', () => {
    for (let at = 0; at < framed.length * 8; at++) {
      const wrong = framed.slice()
      wrong[at >> 3]! ^= 1 << (at & 7)
      const events = parser().push(wrong)
      expect(events.filter(({ kind }) => kind === 'message')).toEqual([])
    }
  })

  test('a length beyond any message is not waited for, and the next frame is found', () => {
    const parts = parser()
    expect(parts.push(fromHex('030680ffffff7f0007000000'))).toEqual([{ kind: 'corrupt' }])
    expect(parts.push(framed.slice())).toEqual([whole])
  })

  test('what went through is overwritten: an echo may hold a PIN', () => {
    const chunk = concat(framed, framed.subarray(0, 8))
    const parts = parser()
    parts.push(chunk)
    expect(chunk.every((byte) => byte === 0)).toBe(true)
    parts.reset()
    expect(parts.isClean).toBe(true)
  })
})
