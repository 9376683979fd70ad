/** ISO 7816-3 §8.2.3: the protocol that TD1 names, T=0 when there is no TD1. */
export function firstProtocol(answerToReset: Uint8Array): 0 | 1 {
  const format = answerToReset[1] ?? 0
  if ((format & 0x80) === 0) return 0
  const before = [0x10, 0x20, 0x40].filter((bit) => (format & bit) !== 0).length
  return ((answerToReset[2 + before] ?? 0) & 0x0f) === 1 ? 1 : 0
}
