import type { Mail } from './mail.ts'

/** A line of a message has at most so many octets, CR LF not counted (RFC 5322 §2.1.1). */
const lineLength = 76

/**
 * A message as a file (RFC 5322, MIME): UTF-8 in base64, so that every mail program and every line length takes it. What
 * stands in a header is one line whatever it was.
 */
export function toEml(
  { id, to, subject, text }: Mail,
  { from, at }: { readonly from: string; readonly at: Date },
): string {
  const headers = [
    ['Date', at.toUTCString().replace('GMT', '+0000')],
    ['From', oneLine(from)],
    ['To', oneLine(to)],
    ['Subject', encodedWords(subject)],
    ['Message-ID', `<${oneLine(id)}@${from.split('@').at(-1)}>`],
    ['Auto-Submitted', 'auto-generated'],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', 'base64'],
  ]
  const body = Buffer.from(text.replaceAll(/\r\n|[\r\n]/g, '\r\n')).toString('base64')
  const lines = body.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return [...headers.map(([name, value]) => `${name}: ${value}`), '', ...lines, ''].join('\r\n')
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()

/** RFC 2047: words of at most 75 octets, none of which ends within a character. */
function encodedWords(text: string): string {
  const words: string[] = []
  let word = ''
  for (const sign of oneLine(text)) {
    if (Buffer.byteLength(word + sign) > 42) {
      words.push(word)
      word = ''
    }
    word += sign
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
}
