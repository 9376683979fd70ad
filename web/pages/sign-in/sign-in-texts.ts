import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { CardType } from '../../../core/cards/card-types.ts'
import type { Arrival } from '../../state/router.ts'
import type { Step } from './sign-in.ts'

export const signInTexts = {
  title: { zhTW: '醫事機構登入', en: 'Sign in for medical institutions' },
  chooseCard: { zhTW: '請選擇使用卡片', en: 'Choose your card' },
  general: { zhTW: '一般登入', en: 'General sign-in' },
  generalHint: { zhTW: '帳號、密碼', en: 'Account, password' },
  chooseReader: { zhTW: '請選擇讀卡機種類', en: 'Choose the kind of reader' },
  loading: { zhTW: '載入中…', en: 'Loading …' },
  signIn: { zhTW: '登入', en: 'Sign in' },
  signInAgain: { zhTW: '重新登入', en: 'Sign in again' },
  otherReader: (reader: string) => ({ zhTW: `改用${reader}`, en: `Use the ${reader.toLowerCase()}` }),
  pinHint: {
    zhTW: '按下登入後，讀卡元件會開啟自己的視窗，請在該視窗輸入 PIN 碼。',
    en: 'After you press it, the card component opens a window of its own. Enter your PIN there.',
  },
  ccidHint: { zhTW: '一般 USB 晶片讀卡機', en: 'An ordinary USB chip-card reader' },
  nhiHint: { zhTW: '連接序列埠、內含安全模組', en: 'On a serial port, with a security module' },
  onlyReader: (card: string, reader: string) => ({
    zhTW: `${card}不適用，請使用${reader}`,
    en: `Not for this card (${card}); use the ${reader.toLowerCase()}`,
  }),
  cloudHint: {
    zhTW: '一般 USB 晶片讀卡機，加上匯入的雲端安全模組',
    en: 'An ordinary USB chip-card reader, with an imported cloud module',
  },
  nhiNeedsReader: {
    zhTW: '本系統已停用雲端安全模組，請改用健保讀卡機',
    en: 'Cloud security modules are switched off here; use the NHI card reader',
  },
  prepare: { zhTW: '登入前請準備', en: 'What you need' },
  needPin: { zhTW: 'PIN 碼', en: 'PIN' },
  needPassword: { zhTW: '登入密碼', en: 'Password' },
  ownPassword: { zhTW: '本人在本系統的密碼', en: 'Its holder’s own, for this system' },
  needModule: { zhTW: '安全模組', en: 'Security module' },
  moduleInReader: {
    zhTW: '在健保讀卡機內，登入時自動認證',
    en: 'Inside the NHI card reader; authenticated as you sign in',
  },
  moduleImported: {
    zhTW: '貴機構的雲端安全模組，已匯入這台電腦',
    en: 'Your institution’s cloud module, imported here',
  },
  checkSettings: { zhTW: '檢查電腦設定', en: 'Check this computer’s settings' },
  needExtension: { zhTW: '讀卡元件', en: 'Card component' },
  insert: { zhTW: '請晶片朝上插入讀卡機', en: 'Insert it into the reader, chip facing up' },
  connect: { zhTW: '請接上電腦', en: 'Connect it to this computer' },
  cardPin: { zhTW: '卡片本身的 PIN 碼', en: 'The card’s own' },
  working: { zhTW: '登入進行中', en: 'Signing in' },
  cancel: { zhTW: '取消登入', en: 'Cancel' },
  pinSafe: {
    zhTW: 'PIN 碼只輸入在讀卡元件的視窗，本網頁看不到。',
    en: 'Your PIN goes into the component’s window only; this page never sees it.',
  },
  passwordSafe: {
    zhTW: '登入密碼只送到本系統，不經過讀卡元件。',
    en: 'Your password goes to this system alone, not through the component.',
  },
  windowHidden: {
    zhTW: '沒有看到視窗嗎？它可能在其他視窗後面，請查看工作列。',
    en: 'No window to be seen? It may be behind another one; look at the taskbar.',
  },
} as const satisfies TextTable

export const extensionTexts = {
  checking: { zhTW: '確認中…', en: 'checking …' },
  ready: { zhTW: '已就緒', en: 'ready' },
  missing: { zhTW: '尚未安裝', en: 'not installed' },
  disabled: { zhTW: '已停用或移除', en: 'disabled or removed' },
  outdated: { zhTW: '版本過舊', en: 'too old' },
  'not-allowed': { zhTW: '未獲允許在此網站使用', en: 'not allowed on this site' },
  failed: { zhTW: '沒有回應', en: 'does not answer' },
  unsupported: { zhTW: '此瀏覽器不支援', en: 'not for this browser' },
} as const satisfies TextTable

/** Whom each card stands for, in a few words. */
export const cardHints: Readonly<Record<CardType, Text>> = {
  'hca-personnel': { zhTW: '管理者、使用者', en: 'Managers, users' },
  nhi: { zhTW: '管理者、使用者', en: 'Managers, users' },
  moica: { zhTW: '管理者、使用者', en: 'Managers, users' },
  'hca-institution': { zhTW: '機構代表', en: 'Representatives' },
  'gca-unit': { zhTW: '機構代表', en: 'Representatives' },
  moeaca: { zhTW: '機構代表', en: 'Representatives' },
  'hca-spare': { zhTW: '不能登入', en: 'Cannot sign in' },
}

export const stepTexts: Readonly<Record<Step, Text>> = {
  preparing: { zhTW: '正在準備登入…', en: 'Preparing …' },
  'window-open': { zhTW: '已開啟讀卡元件的視窗', en: 'The component’s window is open' },
  'waiting-for-reader': { zhTW: '請接上讀卡機', en: 'Connect your reader' },
  'waiting-for-card': { zhTW: '請將卡片插入讀卡機', en: 'Insert your card into the reader' },
  'authenticating-module': { zhTW: '安全模組認證中…', en: 'Authenticating the security module …' },
  'waiting-for-pin': { zhTW: '請在讀卡元件的視窗輸入 PIN 碼', en: 'Enter your PIN in the component’s window' },
  'waiting-for-consent': { zhTW: '請在讀卡元件的視窗確認登入', en: 'Confirm the sign-in in the component’s window' },
  signing: { zhTW: '卡片簽章中，請勿取出卡片…', en: 'The card is signing; leave it in the reader …' },
  verifying: { zhTW: '正在確認您的身分…', en: 'Checking who you are …' },
}

/** With a card that has no PIN, but a security module that signs. */
export const moduleStepTexts: Readonly<Partial<Record<Step, Text>>> = {
  signing: {
    zhTW: '安全模組簽章中，請勿取出卡片…',
    en: 'The security module is signing; leave the card in the reader …',
  },
}

export const arrivalTexts: Readonly<Record<Arrival, Text>> = {
  'session-ended': {
    zhTW: '登入已因逾時、看不到卡片或在別處登出而結束，請重新登入。',
    en: 'Your session has ended; please sign in again.',
  },
  'signed-out': {
    zhTW: '您已登出。離開前請記得取出卡片。',
    en: 'You have signed out. Remember to take your card with you.',
  },
  'card-removed': {
    zhTW: '卡片已被取出，登入已結束。請插入卡片，重新登入。',
    en: 'Your card was taken out. Your session has ended; please sign in again.',
  },
  'sign-in-needed': { zhTW: '請先登入，再使用該頁面。', en: 'Please sign in to use that page.' },
}
