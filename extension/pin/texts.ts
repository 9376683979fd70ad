import type { PinWindowPhase } from '../../core/protocol/pin-window.ts'
import type { Purpose } from '../../core/assertion/claims.ts'
import type { Text, TextTable } from '../../core/i18n/text.ts'

export const texts = {
  title: { zhTW: '輸入 PIN 碼', en: 'Enter PIN' },
  reader: { zhTW: '讀卡機', en: 'Reader' },
  readers: { zhTW: '要用哪一張卡片？', en: 'Which card do you want to use?' },
  otherReaders: (count: number) => ({ zhTW: `其他讀卡機（${count}）`, en: `Other readers (${count})` }),
  pinLabel: { zhTW: '卡片的 PIN 碼', en: 'The card’s PIN' },
  pinLength: (minimum: number, maximum: number) =>
    minimum === maximum
      ? { zhTW: `${minimum} 位數字`, en: `${minimum} digits` }
      : { zhTW: `${minimum} 至 ${maximum} 位數字`, en: `${minimum} to ${maximum} digits` },
  triesLeft: (tries: number) => ({
    zhTW: `還可輸入 ${tries} 次`,
    en: tries === 1 ? '1 try left' : `${tries} tries left`,
  }),
  triesFew: { zhTW: '曾輸入錯誤，剩餘次數不多', en: 'A wrong PIN was entered before: few tries are left' },
  triesUnknown: { zhTW: '此卡片不提供剩餘次數', en: 'This card does not tell how many tries are left' },
  ok: { zhTW: '確定', en: 'OK' },
  cancel: { zhTW: '取消', en: 'Cancel' },
  close: { zhTW: '關閉視窗', en: 'Close window' },
  restart: { zhTW: '重新開始', en: 'Start again' },
  notSent: {
    zhTW: 'PIN 碼沒有送到讀卡元件，未計次數，請再輸入一次。',
    en: 'The PIN did not reach the card component and no try was counted. Please enter it again.',
  },
  digitsLost: {
    zhTW: '剛才輸入時讀卡元件還沒準備好，有按鍵沒有收到。請點一下欄位，重新輸入 PIN 碼。',
    en: 'The card component was not ready while you typed, and keys were lost. Go to the field and enter the PIN again.',
  },
  lastTryHeading: { zhTW: '只剩最後 1 次機會', en: 'Only one try is left' },
  lastTryText: {
    zhTW: '若這次 PIN 碼再錯，卡片會鎖住，必須向發卡中心辦理解鎖後才能使用。若不確定 PIN 碼，請先取消並查明。',
    en: 'If the PIN is wrong once more the card locks, and only its issuing centre can unlock it. If you are not sure of the PIN, cancel and find out first.',
  },
  lastTryGo: { zhTW: '我確定 PIN 碼，繼續輸入', en: 'I am sure of the PIN, go on' },
  keypadText: {
    zhTW: '這台讀卡機有數字鍵盤：PIN 碼直接在讀卡機上輸入，不經過電腦。按下「開始輸入」後，讀卡機會等您輸入。',
    en: 'This reader has a keypad: the PIN is entered there and never passes through the computer. Press “Begin”, and the reader waits for it.',
  },
  keypadBegin: { zhTW: '開始輸入', en: 'Begin' },
  keypadHint: {
    zhTW: '輸入後按讀卡機的確認鍵（綠色）。要結束請按讀卡機的取消鍵（紅色），或下面的「取消」。',
    en: 'Then press the reader’s confirm key (green). To end it, press its cancel key (red), or “Cancel” below.',
  },
  pairHint: {
    zhTW: '讀卡機已插上卻沒有出現？第一次使用時，要先讓瀏覽器認得它。',
    en: 'Plugged in but not found? The browser must be told about a reader before its first use.',
  },
  lookingForModule: { zhTW: '正在查核安全模組', en: 'Looking for the security module' },
  moduleMissing: { zhTW: '安全模組未備妥', en: 'The security module is not ready' },
  openModules: { zhTW: '匯入雲端安全模組', en: 'Import a cloud security module' },
  authenticateModule: { zhTW: '認證安全模組', en: 'Authenticate the module' },
  module: { zhTW: '安全模組', en: 'Security module' },
  whichModule: { zhTW: '要用哪一個醫事機構的安全模組？', en: 'With which institution’s module?' },
  institution: (name: string, code: string) => ({ zhTW: `${name}（${code}）`, en: `${name} (${code})` }),
  moduleEnd: (end: string) => ({ zhTW: `安全模組 …${end}`, en: `Module …${end}` }),
  holder: { zhTW: '持卡人', en: 'Card holder' },
  numberEnd: (end: string) => ({ zhTW: `卡號末四碼 ${end}`, en: `card number ends in ${end}` }),
  consentText: {
    zhTW: '健保卡沒有 PIN 碼。按下「同意登入」後，由安全模組為這次登入簽章。',
    en: 'An NHI card has no PIN. When you agree, the security module signs for this sign-in.',
  },
  identifyText: {
    zhTW: '按下「同意登入」後，卡號與身分證字號會交給這個網站；卡片不會被寫入，也不計次數。',
    en: 'When you agree, card number and ID number go to this site. Nothing is written to the card, and it counts nothing.',
  },
  consent: { zhTW: '同意登入', en: 'Agree and sign in' },
  whereConsent: {
    zhTW: '密碼只在網頁輸入，不經過這個視窗。',
    en: 'Your password is typed in the web page only, and never passes through this window.',
  },
  takeOut: { zhTW: '請取出環境不符的卡片', en: 'Take out the card that does not fit' },
  cardHint: { zhTW: '晶片朝上、朝前，插到底。', en: 'Chip up and to the front, all the way in.' },
  keepCard: { zhTW: '請勿取出卡片或拔除讀卡機。', en: 'Leave card and reader in place.' },
  /** Nothing of taking the card out: that may end the session. */
  doneText: { zhTW: '請回到網頁。', en: 'Go back to the web page.' },
  timeLeft: { zhTW: '剩餘時間', en: 'Time left' },
  minutesLeft: (minutes: number) => ({
    zhTW: `剩 ${minutes} 分鐘`,
    en: minutes === 1 ? '1 minute left' : `${minutes} minutes left`,
  }),
  secondsLeft: (seconds: number) => ({ zhTW: `剩 ${seconds} 秒`, en: `${seconds} seconds left` }),
  where: {
    zhTW: 'PIN 碼只交給卡片，不會傳給網站。',
    en: 'The PIN goes to the card only, never to the site.',
  },
  connecting: { zhTW: '正在連接讀卡元件', en: 'Connecting to the card component' },
  reconnecting: {
    zhTW: '讀卡元件重新啟動中，請稍候；已輸入的內容會保留。',
    en: 'The card component is restarting; what you typed is kept.',
  },
  copyForHelpdesk: { zhTW: '複製給客服', en: 'Copy for the helpdesk' },
  copied: { zhTW: '已複製', en: 'Copied' },
  selected: { zhTW: '已選取，請按 Ctrl+C 複製', en: 'Marked; press Ctrl+C to copy' },
  goesOn: { zhTW: '讀卡元件已恢復，請繼續。', en: 'The card component is back; please go on.' },
} as const satisfies TextTable

/** What the card is used for; the site's origin stands below it. */
export const purposeTexts: Record<Purpose, (card: string) => Text> = {
  login: (card) => ({ zhTW: `以「${card}」登入這個網站`, en: `Sign in to this site with your “${card}”` }),
  confirm: (card) => ({
    zhTW: `以「${card}」簽章確認這個網站上的作業`,
    en: `Confirm with your “${card}” what is to be done at this site`,
  }),
  identify: (card) => ({ zhTW: `向這個網站出示「${card}」`, en: `Show this site your “${card}”` }),
}

/** The heading of each phase; a screen reader is told it when the phase begins. */
export const phaseTexts: Record<PinWindowPhase, Text> = {
  'waiting-for-reader': { zhTW: '請插上讀卡機', en: 'Plug in your card reader' },
  'waiting-for-card': { zhTW: '請插入卡片', en: 'Insert your card' },
  'waiting-for-module': texts.lookingForModule,
  'authenticating-module': { zhTW: '安全模組認證中', en: 'Authenticating the security module' },
  'waiting-for-pin': texts.title,
  'waiting-for-consent': { zhTW: '確認登入', en: 'Confirm the sign-in' },
  'confirm-last-try': texts.lastTryHeading,
  'entering-on-reader': { zhTW: '請在讀卡機上輸入 PIN 碼', en: 'Enter the PIN on the reader' },
  'renewing-challenge': { zhTW: '正在更新登入要求', en: 'Renewing the sign-in request' },
  verifying: { zhTW: '正在驗證 PIN 碼', en: 'Checking the PIN' },
  signing: { zhTW: '正在簽章', en: 'Signing' },
  done: { zhTW: '完成', en: 'Done' },
  failed: { zhTW: '無法繼續', en: 'This cannot go on' },
}
