import { toHex } from '../bytes/hex.ts'
import { attributeText, type Name, type NameAttribute } from './name.ts'

/** RFC 4514 §3, and those that GPKI uses. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
}

/** A name as a person reads it: in the certificate's order, `C=TW, O=行政院, OU=…`. Safe to write to a terminal. */
export const nameText = (name: Name): string => nameParts(name).join(', ')

const nameParts = ({ rdns }: Name): string[] => rdns.map((rdn) => rdn.map(attribute).join('+'))

const attribute = ({ type, value }: NameAttribute): string => {
  const text = attributeText(value)
  return `${shortNames[type] ?? type}=${text === undefined ? `#${toHex(value.der)}` : escape(text)}`
}

/** A stranger's certificate must not move the cursor, turn the line around, or look like two attributes. */
const escape = (text: string): string =>
  text
    .replaceAll(/[,+"\\<>;]/g, '\\$&')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16) ?? ''}}`)

/** Whether a person would read the name as `parts`, each `O=行政院`: case and spaces aside, as names are compared. */
export function readsAs(name: Name, parts: readonly string[]): boolean {
  const own = nameParts(name)
  return own.length === parts.length && own.every((part, index) => folded(part) === folded(parts[index] ?? ''))
}

const folded = (part: string): string =>
  part.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').replace('= ', '=').trim()
