import type { Text } from '../i18n/text.ts'

/** Why an archive is not unpacked, or not to its end. */
export const archiveRefusals = {
  damaged: { zhTW: '不是 ZIP 壓縮檔，或檔案已損壞。', en: 'It is no ZIP archive, or is damaged.' },
  many: { zhTW: '壓縮檔內只能有一個檔案。', en: 'There may be one file in the archive.' },
  name: {
    zhTW: '壓縮檔內應為一個 .xml 檔，且不得含資料夾。',
    en: 'What is in the archive must be an .xml file in no folder.',
  },
  locked: { zhTW: '壓縮檔不得加密。', en: 'The archive must not be encrypted.' },
  large: { zhTW: '解壓縮後不得超過 200 MB。', en: 'Unpacked it may have 200 MB.' },
  /** Our own fault: somebody has to look. */
  unfinished: {
    zhTW: '檢核未能完成，請洽服務電話。',
    en: 'The check did not come to its end: ask the helpdesk.',
  },
} as const satisfies Record<string, Text>

export type ArchiveRefusal = keyof typeof archiveRefusals
