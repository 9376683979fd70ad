import type { Text, TextTable } from '../i18n/text.ts'

/** What the portal writes to an institution by e-mail: who gets it reads Chinese first, then English. No link, no secret. */
export const notices = {
  moduleExpires: (institution: string, module: string, day: string) => ({
    zhTW: `${institution} 的雲端安全模組 ${module} 將於 ${day} 到期。請機構代表登入健保資訊網服務系統(VPN)，於「機構授權作業／雲端安全模組申請、下載」提出新申請以換發；原模組在到期前仍可使用。`,
    en: `The cloud security module ${module} of ${institution} expires on ${day}. The representative renews it by a new application on the VPN portal, under “Cloud security module: application, download”; the present one stays good until then.`,
  }),
  moduleExpiresSubject: (day: string) => ({
    zhTW: `雲端安全模組將於 ${day} 到期`,
    en: `Cloud security module expires on ${day}`,
  }),
  dataGranted: (institution: string, file: string) => ({
    zhTW: `${institution} 申請重送的檔案「${file}」已同意提供，請登入健保資訊網服務系統，於「下載捷徑專區」下載。`,
    en: `The file “${file}” that ${institution} asked for again can be downloaded: sign in to the portal and open “Files for the institution”.`,
  }),
  dataGrantedSubject: { zhTW: '申請重送的檔案已可下載', en: 'A file that was asked for can be downloaded' },
  closing: {
    zhTW: '本信由系統自動寄出，請勿回覆。本署不會以電子郵件索取密碼或 PIN 碼。',
    en: 'This message was sent by a program; please do not answer it. We never ask for a password or a PIN by e-mail.',
  },
} as const satisfies TextTable

/** Days before its end at which an institution is told of a module's end. */
export const expiryNoticeDays = [90, 14] as const

export const inBothLanguages = (...parts: readonly Text[]): string =>
  [...parts.map(({ zhTW }) => zhTW), '', ...parts.map(({ en }) => en)].join('\n')
