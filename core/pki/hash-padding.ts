/**
 * Merkle–Damgård with 64-octet blocks (FIPS 180-4 §5.1.1): pads the message, adds what `compress` answers for each block
 * to `state`, and writes the state out big-endian.
 */
export function mergeBlocks(
  message: Uint8Array,
  state: number[],
  compress: (block: DataView) => readonly number[],
): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(padded.length - 4, (message.length * 8) >>> 0)
  for (let start = 0; start < padded.length; start += 64) {
    const added = compress(new DataView(padded.buffer, start, 64))
    for (const [index, word] of added.entries()) state[index] = ((state[index] ?? 0) + word) | 0
  }
  const digest = new Uint8Array(state.length * 4)
  const out = new DataView(digest.buffer)
  for (const [index, word] of state.entries()) out.setInt32(4 * index, word)
  return digest
}
