import type { TextTable } from '../../../core/i18n/text.ts'

export const supportSignInTexts = {
  title: { zhTW: '登入', en: 'Sign in' },
  loading: { zhTW: '載入中…', en: 'Loading …' },
  way: { zhTW: '認證方式', en: 'How to sign in' },
  done: (percent: number) => ({ zhTW: `已完成申辦流程的 ${percent}%`, en: `${percent}% of the procedure is done` }),
  card: { zhTW: '請選擇卡片', en: 'Choose your card' },
  needsExtension: {
    zhTW: '以卡片登入需要讀卡元件。沒有讀卡機或使用手機、平板時，請改用「健保卡登入(無插卡)」。',
    en: 'A card needs the card component. Without a reader, or on a phone or tablet, choose “NHI card without a reader”.',
  },
  idNumber: { zhTW: '身分證字號', en: 'ID number' },
  phone: { zhTW: '行動電話', en: 'Mobile number' },
  phoneHint: {
    zhTW: '在健保署留存的手機號碼，例如 0900000711；驗證碼會送到這個號碼。',
    en: 'The number known to the NHI, such as 0900000711; the code goes there.',
  },
  idNumberHint: {
    zhTW: '身分證或居留證號碼，例如 A199090017。',
    en: 'Of your ID or resident card, such as A199090017.',
  },
  send: { zhTW: '送出', en: 'Send' },
  sending: { zhTW: '處理中…', en: 'One moment …' },
  code: (seconds: number) => ({ zhTW: `手機驗證碼(${seconds}秒)`, en: `Code from the message (${seconds} s)` }),
  codeHint: { zhTW: '簡訊中的 6 位數字。', en: 'The six digits in the text message.' },
  codeSent: {
    zhTW: '驗證碼已送出。接著會前往健保卡驗證服務，請準備健保卡，輸入卡號後即回到本系統。',
    en: 'The code is on its way. The NHI-card verification comes next: have your NHI card at hand for its number.',
  },
  confirm: { zhTW: '確認', en: 'Go on' },
  home: { zhTW: '回首頁', en: 'Back to the first page' },
  noCode: { zhTW: '重新取得驗證碼', en: 'Ask for a new code' },
  wrongIdNumber: { zhTW: '身分證字號不正確', en: 'This is no valid ID number' },
  wrongPhone: { zhTW: '請輸入 09 開頭的 10 碼手機號碼', en: 'Enter the ten digits of a mobile number, 09…' },
  wrongCode: { zhTW: '請輸入 6 位數字', en: 'Enter six digits' },
  password: { zhTW: '健保卡網路服務密碼', en: 'Password for NHI online services' },
  passwordHint: {
    zhTW: '首次使用請先註冊；這不是健保資訊網服務系統的登入密碼。',
    en: 'Register first. It is not the password of the NHI Information Service portal.',
  },
  cardHint: {
    zhTW: '按下登入後，讀卡元件會開啟自己的視窗讀取健保卡；卡片不會被寫入，也不計次數。',
    en: 'The component then opens a window and reads the NHI card. Nothing is written to it, and it counts nothing.',
  },
  register: { zhTW: '首次註冊／重設密碼', en: 'Register, or reset the password' },
  resetHere: {
    zhTW: '忘記或鎖住健保卡網路服務密碼時，請由本人以下方的「首次註冊／重設密碼」重新設定。',
    en: 'When it is forgotten or locked, the holder sets a new one by “Register, or reset the password” below.',
  },
  registration: {
    zhTW: '健保卡網路服務密碼：首次註冊與重設',
    en: 'Password for NHI online services: registration and reset',
  },
  registrationLead: {
    zhTW: '請插入健保卡並輸入出生日期。資料相符時，驗證碼會送到您在健保署留存的手機。',
    en: 'Insert the NHI card and enter your date of birth. If they belong together, a code goes to the mobile number known to the NHI.',
  },
  birthDate: { zhTW: '出生日期', en: 'Date of birth' },
  birthDateHint: { zhTW: '民國年月日 7 碼，例如 0660203。', en: 'Seven digits of the ROC calendar, such as 0660203.' },
  wrongBirthDate: { zhTW: '請輸入民國年月日 7 碼，例如 0660203', en: 'Enter seven digits, such as 0660203' },
  readCard: { zhTW: '讀取健保卡', en: 'Read the NHI card' },
  registrationSent: {
    zhTW: '資料相符時，驗證碼已送到您在健保署留存的手機。沒有收到時，請確認出生日期與手機號碼後重新取得。',
    en: 'If they belong together, a code is on its way. If none comes, check date of birth and number, and ask anew.',
  },
  setPassword: { zhTW: '設定密碼', en: 'Set the password' },
  registered: {
    zhTW: '密碼已設定，請回首頁以健保卡登入。',
    en: 'The password is set. Go back and sign in with your NHI card.',
  },
  verified: { zhTW: '健保卡驗證結果', en: 'Result of the verification' },
  verifying: { zhTW: '正在確認驗證結果…', en: 'Looking at the result …' },
  nothingHere: {
    zhTW: '這裡沒有驗證結果，請回首頁重新登入。',
    en: 'There is no result here. Go back and sign in again.',
  },
  later: { zhTW: '此認證方式尚未開放。', en: 'This way is not open yet.' },
} as const satisfies TextTable
