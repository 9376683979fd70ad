import { expect, test } from 'vitest'
import { frameLimits } from '../../core/protocol/native-host-channel.ts'
import { FrameError, FrameReader, makeFrame } from '../../native-host/frames.ts'

const header = (length: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(length)
  return bytes
}

test('messages come whole, however the pipe cuts them', () => {
  const messages = [{ id: 1 }, { text: '健保' }, ['x']]
  const bytes = Buffer.concat(messages.map(makeFrame))
  for (const size of [1, 2, 5, 7, bytes.length]) {
    const reader = new FrameReader()
    const got: unknown[] = []
    for (let at = 0; at < bytes.length; at += size) got.push(...reader.take(bytes.subarray(at, at + size)))
    expect(got).toEqual(messages)
  }
})

test.each([
  ['an empty frame', header(0)],
  ['a frame that is too long', header(frameLimits.toHost + 1)],
  ['a length of 4 GiB', header(0xffffffff)],
  ['no JSON', Buffer.concat([header(2), Buffer.from('{]')])],
  ['no UTF-8', Buffer.concat([header(3), Buffer.from([0x22, 0xff, 0x22])])],
])('%s ends the conversation', (_, bytes) => {
  expect(() => new FrameReader().take(bytes)).toThrow(FrameError)
})

test('a frame of the greatest length is taken, and one that the browser would not take is not made', () => {
  const text = JSON.stringify('x'.repeat(frameLimits.toHost - 2))
  const longest = Buffer.concat([header(text.length), Buffer.from(text)])
  expect(new FrameReader().take(longest)).toHaveLength(1)
  expect(() => makeFrame('x'.repeat(frameLimits.toBrowser - 1))).toThrow(RangeError)
  expect(makeFrame('x'.repeat(frameLimits.toBrowser - 2))).toHaveLength(frameLimits.toBrowser + 4)
})
