import { fromBase64 } from '../../core/bytes/base64.ts'
import type { CardFile } from './card-file.ts'
import { element } from '../pki/der.ts'

/** The files of the HCA test card, as README.md has them. */
export const applicationId = Uint8Array.of(0xf0, 0x4e, 0x48, 0x49, 0x54, 0x45, 0x53, 0x54, 0x01, 0x00)

export interface ElementaryFile {
  readonly fileId: number
  readonly shortFileId: number
  readonly content: Uint8Array
}

const text = (tag: number, value: string) => element(tag, new TextEncoder().encode(value))

export function makeFiles(card: CardFile): readonly ElementaryFile[] {
  const info = element(
    0xe0,
    element(0xc0, [0x01]),
    text(0xc1, card.cardType),
    text(0xc2, card.environment === 'test' ? 'T' : 'P'),
    text(0xc3, card.cardSn),
    card.institution === null ? [] : text(0xc4, card.institution),
  )
  const files: ElementaryFile[] = [{ fileId: 0x0101, shortFileId: 0x01, content: info }]
  if (card.certificate !== null)
    files.push({ fileId: 0x0102, shortFileId: 0x02, content: fromBase64(card.certificate) })
  if (card.issuerCertificate !== null)
    files.push({ fileId: 0x0103, shortFileId: 0x03, content: fromBase64(card.issuerCertificate) })
  return files
}
