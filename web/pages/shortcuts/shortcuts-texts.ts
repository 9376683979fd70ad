import type { TextTable } from '../../../core/i18n/text.ts'

export const shortcutsTexts = {
  groups: { zhTW: '查詢條件', en: 'What to list' },
  search: { zhTW: '查詢', en: 'Search' },
  noGroup: { zhTW: '請勾選一個以上查詢條件。', en: 'Tick at least one.' },
  caption: (total: number) => ({ zhTW: `共 ${total} 筆`, en: `${total} in all` }),
  number: { zhTW: '序號', en: 'No.' },
  name: { zhTW: '檔案名稱', en: 'File' },
  description: { zhTW: '資料說明檔案', en: 'Description' },
  providedAt: { zhTW: '提供下載日期', en: 'Provided' },
  file: { zhTW: '檔案下載', en: 'Download' },
  download: { zhTW: '下載', en: 'Download' },
  downloadOf: (name: string) => ({ zhTW: `下載 ${name}`, en: `Download ${name}` }),
  encrypted: { zhTW: '加密下載', en: 'Encrypted download' },
  encryptedOf: (name: string) => ({ zhTW: `加密下載 ${name}`, en: `Encrypted download of ${name}` }),
  ask: { zhTW: '申請重送', en: 'Ask again' },
  askOf: (name: string) => ({ zhTW: `申請重送 ${name}`, en: `Ask again for ${name}` }),
  until: { zhTW: '可重複下載至', en: 'Again until' },
  none: { zhTW: '沒有符合條件的檔案。', en: 'Nothing fits.' },
  asked: (name: string) => ({ zhTW: `已申請重送：${name}`, en: `Asked for again: ${name}` }),
  given: (name: string) => ({ zhTW: `已開始下載：${name}`, en: `The download has begun: ${name}` }),
  encryptionTitle: { zhTW: '加密下載的密碼', en: 'Password of an encrypted download' },
  encryption: {
    zhTW: '加密下載為 AES-256 加密的 ZIP 檔，請以支援 AES 的解壓縮軟體（如 7-Zip）開啟。',
    en: 'An encrypted download is a ZIP archive with AES-256; open it with a program that knows it, such as 7-Zip.',
  },
  note: { zhTW: '下載說明', en: 'Notes on downloads' },
  legendTitle: { zhTW: '顏色說明', en: 'What the colours mean' },
  green: { zhTW: '綠色：可下載', en: 'Green: ready' },
  orange: {
    zhTW: '橘色：尚未同意（申請中，或請洽所屬轄區承辦同仁）',
    en: 'Orange: not granted yet (asked for, or ask your division’s colleague)',
  },
  blue: (days: number) => ({
    zhTW: `藍色：已下載，${days} 天內可重複下載，之後須申請重送`,
    en: `Blue: downloaded; again for ${days} days, then it is asked for again`,
  }),
} as const satisfies TextTable
