/** All bytes XORed: the check byte of T=1 blocks (LRC) and of serial frames. */
export function exclusiveOr(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum ^= byte
  return sum
}
