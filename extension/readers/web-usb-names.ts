/** Product strings come from the device: one line, no control characters, of a length that fits a list. */
const nameMaximum = 64

/** What a person calls the reader: maker and product as the device says them, or its numbers. */
export function deviceName({ manufacturerName, productName, vendorId, productId }: USBDevice): string {
  const product = oneLine(productName)
  const maker = oneLine(manufacturerName)
  const name = product.toLowerCase().startsWith(maker.toLowerCase()) ? product : `${maker} ${product}`.trim()
  return name.slice(0, nameMaximum) || `USB ${hex(vendorId)}:${hex(productId)}`
}

/** `name`, or with the first number from 2 on that makes it unique. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name
  for (let number = 2; taken.has(unique); number++) unique = `${name} ${number}`
  return unique
}

/** One name per slot, as PC/SC has them: the reader's own, then " slot 2" and so on. */
export const slotNames = (name: string, slots: number): string[] =>
  Array.from({ length: slots }, (_, index) => (index === 0 ? name : `${name} slot ${index + 1}`))

const oneLine = (text: string | null | undefined): string => (text ?? '').replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()

const hex = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0')
