import type { Text } from '../i18n/text.ts'

/** How the content of a file shows that it is of its type. */
export type FileMark =
  /** It begins with these octets, in hex. */
  | { readonly begins: string }
  /** A ZIP archive, in which one of these names stands, or a name below such a folder (with its slash). */
  | { readonly zipWith: readonly string[] }
  /** A ZIP archive that begins with an entry `mimetype` of this content (OpenDocument 1.3, part 2 §3.3). */
  | { readonly zipMimetype: string }
  /** Text: no control characters but tabs and line ends, in whatever encoding. */
  | { readonly text: true }

export interface FileTypeRow {
  readonly label: Text
  readonly contentType: string
  readonly mark: FileMark
}

/** OLE 2 compound file: what Word, Excel and PowerPoint wrote until 2003. */
const compound = { begins: 'd0cf11e0a1b11ae1' } as const
const word = { zhTW: 'Word 文件', en: 'Word document' }
const excel = { zhTW: 'Excel 試算表', en: 'Excel workbook' }
const powerpoint = { zhTW: 'PowerPoint 簡報', en: 'PowerPoint presentation' }
const jpeg = {
  label: { zhTW: 'JPEG 圖片', en: 'JPEG picture' },
  contentType: 'image/jpeg',
  mark: { begins: 'ffd8ff' },
} as const
const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** The files that may be put up for download, by the ending of the name. What is not here is refused. */
export const fileTypes = {
  pdf: { label: { zhTW: 'PDF 文件', en: 'PDF' }, contentType: 'application/pdf', mark: { begins: '255044462d' } },
  odt: {
    label: { zhTW: 'ODF 文件', en: 'ODF text' },
    contentType: `${openDocument}.text`,
    mark: { zipMimetype: `${openDocument}.text` },
  },
  ods: {
    label: { zhTW: 'ODF 試算表', en: 'ODF spreadsheet' },
    contentType: `${openDocument}.spreadsheet`,
    mark: { zipMimetype: `${openDocument}.spreadsheet` },
  },
  odp: {
    label: { zhTW: 'ODF 簡報', en: 'ODF presentation' },
    contentType: `${openDocument}.presentation`,
    mark: { zipMimetype: `${openDocument}.presentation` },
  },
  doc: { label: word, contentType: 'application/msword', mark: compound },
  docx: { label: word, contentType: `${office}.wordprocessingml.document`, mark: { zipWith: ['word/'] } },
  xls: { label: excel, contentType: 'application/vnd.ms-excel', mark: compound },
  xlsx: { label: excel, contentType: `${office}.spreadsheetml.sheet`, mark: { zipWith: ['xl/'] } },
  ppt: { label: powerpoint, contentType: 'application/vnd.ms-powerpoint', mark: compound },
  pptx: { label: powerpoint, contentType: `${office}.presentationml.presentation`, mark: { zipWith: ['ppt/'] } },
  jpg: jpeg,
  jpeg,
  png: {
    label: { zhTW: 'PNG 圖片', en: 'PNG picture' },
    contentType: 'image/png',
    mark: { begins: '89504e470d0a1a0a' },
  },
  csv: { label: { zhTW: 'CSV 資料', en: 'CSV data' }, contentType: 'text/csv', mark: { text: true } },
  txt: { label: { zhTW: '文字檔', en: 'Text' }, contentType: 'text/plain', mark: { text: true } },
  zip: { label: { zhTW: 'ZIP 壓縮檔', en: 'ZIP archive' }, contentType: 'application/zip', mark: { zipWith: [] } },
} as const satisfies Record<string, FileTypeRow>

export type FileType = keyof typeof fileTypes

export const fileTypeCodes = Object.keys(fileTypes) as FileType[]

export const fileType = (type: FileType): FileTypeRow => fileTypes[type]

/** By the ending of a name; undefined for one that is not allowed. */
export function fileTypeOf(name: string): FileType | undefined {
  const [, ending = ''] = /\.([A-Za-z]{1,5})$/.exec(name) ?? []
  const type = ending.toLowerCase()
  return fileTypeCodes.find((code) => code === type)
}

/** Octets that one file may have. */
export const largestFile = 20 * 1024 * 1024

/**
 * A name without a way in it and without characters that command a system, a terminal or the direction of writing: it is
 * shown and saved under this name, and under no other. Undefined when nothing of it is left, or it is too long.
 */
export function safeFileName(given: string): string | undefined {
  const name = given
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*:<>?|]/gu, '')
    .replace(/^.*[\\/]/s, '')
    .replace(/^[.\s]+/, '')
    .trim()
  return /^.+\.[A-Za-z]{1,5}$/.test(name) && name.length <= 150 ? name : undefined
}
