import { fromBase64 } from '../../core/bytes/base64.ts'
import { type CardFile, kindOf } from './card-file.ts'
import { element } from '../pki/der.ts'
import { type ElementaryFile, textObject } from './elementary-files.ts'

/** The files of the HCA test card, as README.md has them. */
export const applicationId = Uint8Array.of(0xf0, 0x4e, 0x48, 0x49, 0x54, 0x45, 0x53, 0x54, 0x01, 0x00)

export function makeFiles(card: CardFile): readonly ElementaryFile[] {
  const info = element(
    0xe0,
    element(0xc0, [0x01]),
    textObject(0xc1, kindOf(card)),
    textObject(0xc2, card.environment === 'test' ? 'T' : 'P'),
    textObject(0xc3, card.cardSn),
    card.institution === null ? [] : textObject(0xc4, card.institution),
  )
  const files: ElementaryFile[] = [{ fileId: 0x0101, shortFileId: 0x01, content: info }]
  if (card.certificate !== null)
    files.push({ fileId: 0x0102, shortFileId: 0x02, content: fromBase64(card.certificate) })
  if (card.issuerCertificate !== null)
    files.push({ fileId: 0x0103, shortFileId: 0x03, content: fromBase64(card.issuerCertificate) })
  return files
}
