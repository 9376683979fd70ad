import { deserialize, serialize } from 'node:v8'
import { FrameReader, frameOf } from '../frames.ts'

/** Bytes of a frame: the certificates of many tokens fit. */
const limit = 4 * 1024 * 1024

/**
 * Messages as V8 serializes them, with their bytes as they are: no text is made of a PIN. The bytes of a message that was
 * read lie in the frame's own memory, so that who zeroes them leaves no copy.
 */
export const moduleFrameReader = (): FrameReader => new FrameReader({ limit, parse: (bytes) => deserialize(bytes) })

/** The caller zeroes the frame once it is written, if a PIN is in it. */
export function makeModuleFrame(message: unknown): Buffer {
  const body = serialize(message)
  try {
    return frameOf(body)
  } finally {
    body.fill(0)
  }
}
