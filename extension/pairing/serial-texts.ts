import type { TextTable } from '../../core/i18n/text.ts'

export const serialTexts = {
  heading: { zhTW: '健保讀卡機（序列埠 COM）', en: 'NHI card readers on a serial (COM) port' },
  intro: {
    zhTW: '接在 COM 埠的健保讀卡機在這裡選擇。清單中請選取讀卡機所接的連接埠。',
    en: 'An NHI card reader on a COM port is chosen here: pick the port that it is connected to.',
  },
  none: { zhTW: '還沒有選擇連接埠。', en: 'No port has been chosen yet.' },
  choose: { zhTW: '選擇健保讀卡機', en: 'Choose NHI reader' },
  choosing: { zhTW: '請在瀏覽器的視窗中選取連接埠…', en: 'Pick the port in the browser’s window…' },
  examining: { zhTW: '正在連線讀卡機…', en: 'Talking to the reader…' },
  allowed: { zhTW: '已允許使用', en: 'Allowed' },
  forget: { zhTW: '移除', en: 'Remove' },
  forgetPort: (name: string) => ({ zhTW: `移除 ${name}`, en: `Remove ${name}` }),
  ready: (slots: string) => ({
    zhTW: `讀卡機可以使用了（${slots}）。請回到登入視窗，插入卡片。`,
    en: `The reader is ready (${slots}). Go back to the sign-in window and insert your card.`,
  }),
  samAtSignIn: {
    zhTW: '安全模組（SAM）的所屬機構與環境，在登入時核對。',
    en: 'The institution and environment of its security module (SAM) are checked at sign-in.',
  },
} as const satisfies TextTable
