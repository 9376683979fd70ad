import type { DownloadItem } from '../core/portal/downloads.ts'

/** Entries of 下載專區 in the demo, every one invented. Days are counted from the day on which they are written. */
export interface DemoDownload {
  readonly item: DownloadItem
  readonly description: string
  readonly daysAgo: number
  /** By name; the ending tells the type. */
  readonly files: Readonly<Record<string, Uint8Array>>
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const demoDownloads: readonly DemoDownload[] = [
  {
    item: 'introduction',
    description: '示範：本網站簡介',
    daysAgo: 40,
    files: {
      '本網站簡介.pdf': demoPdf('Demo: about this website'),
      '本網站簡介.txt': utf8('示範內容：本網站簡介。'),
    },
  },
  {
    item: 'settings',
    description: '示範：DNS 設定說明',
    daysAgo: 12,
    files: {
      'DNS設定說明.pdf': demoPdf('Demo: DNS settings'),
      'DNS設定說明.txt': utf8('示範內容：DNS 手動設定步驟。'),
    },
  },
  {
    item: 'settings',
    description: '示範：讀卡機驅動程式與元件安裝說明',
    daysAgo: 3,
    files: { '讀卡機安裝說明.pdf': demoPdf('Demo: reader and component') },
  },
  {
    item: 'modules',
    description: '示範：雲端安全模組申請指引',
    daysAgo: 25,
    files: { '雲端安全模組申請指引.pdf': demoPdf('Demo: cloud security modules') },
  },
  {
    item: 'claims',
    description: '示範：申報資料代碼對照表',
    daysAgo: 7,
    files: { '代碼對照表.csv': utf8('\ufeff代碼,說明\r\nD1,示範代碼一\r\nD2,示範代碼二\r\n') },
  },
  {
    item: 'pre-check',
    description: '示範：預檢醫療費用申報操作手冊',
    daysAgo: 1,
    files: { '預檢操作手冊.pdf': demoPdf('Demo: claims pre-check') },
  },
  {
    item: 'data-exchange',
    description: '示範：資料交換檔案格式說明',
    daysAgo: 90,
    files: { '資料交換格式.txt': utf8('示範內容：欄位以逗號分隔，UTF-8 編碼。') },
  },
]

/** A PDF of one page with one line in ASCII. */
export function demoPdf(line: string): Uint8Array {
  const content = `BT /F1 24 Tf 72 760 Td (${line.replaceAll(/[\\()]/g, String.raw`\$&`)}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const places: number[] = []
  for (const [at, object] of objects.entries()) {
    places.push(file.length)
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return utf8(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`)
}
