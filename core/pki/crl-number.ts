/** Below, equal or above zero, as sort wants it. CRL numbers as a list holds them: hex of up to 20 octets and more. */
export function compareCrlNumbers(a: string, b: string): number {
  const [shorter, longer] = [withoutZeros(a), withoutZeros(b)]
  if (shorter.length !== longer.length) return shorter.length - longer.length
  return shorter < longer ? -1 : shorter === longer ? 0 : 1
}

const withoutZeros = (hex: string): string => hex.replace(/^0+/, '')
