import type { TextTable } from '../../core/i18n/text.ts'

export const extensionProblemTexts = {
  afterInstall: {
    zhTW: '安裝完成後，本頁會自動偵測；若沒有反應，請按「重新載入」。',
    en: 'This page notices the installation by itself; if nothing happens, press “Reload”.',
  },
  noShop: {
    zhTW: '下載位置尚未公布，請洽貴單位資訊人員協助安裝。',
    en: 'No download has been published yet; ask your IT staff to install it.',
  },
  enableAt: (address: string) => ({
    zhTW: `擴充功能頁的位置：在網址列輸入 ${address}`,
    en: `The extensions page: type ${address} in the address bar`,
  }),
  unsupportedTitle: { zhTW: '這個瀏覽器不能使用讀卡元件', en: 'This browser cannot run the card component' },
  unsupported: (browser: string) => ({
    zhTW: `您正使用 ${browser || '不支援的瀏覽器'}。卡片登入須在電腦上使用 Google Chrome 或 Microsoft Edge（120 以上版本）。`,
    en: `You are using ${browser || 'an unsupported browser'}. Signing in with a card needs Google Chrome or Microsoft Edge (120 or later) on a computer.`,
  }),
  copyAddress: { zhTW: '複製本頁網址', en: 'Copy this page’s address' },
} as const satisfies TextTable
