import { createHash } from 'node:crypto'

/** The content as it comes; at its end throws what `otherwise` makes, where it has another SHA-256. */
export async function* requireHash(
  content: AsyncIterable<Uint8Array>,
  sha256: string,
  otherwise: () => Error,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== sha256) throw otherwise()
}
