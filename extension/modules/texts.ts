import type { RevocationNews } from '../../core/protocol/modules.ts'
import type { Environment } from '../../core/cards/environments.ts'
import type { Text, TextTable } from '../../core/i18n/text.ts'
import type { ModuleState } from './module-state.ts'

export const texts = {
  title: { zhTW: '雲端安全模組', en: 'Cloud security modules' },
  intro: {
    zhTW: '匯入貴機構的雲端安全模組後，一般的晶片讀卡機也能以健保卡登入。模組的私密金鑰由瀏覽器保管，不能再讀出；檔案不會留存，也不會傳送到任何地方。',
    en: 'With your institution’s module an ordinary chip-card reader will do for signing in with an NHI card. The browser keeps its private key where nothing can read it out; the file is neither kept nor sent anywhere.',
  },
  importHeading: { zhTW: '匯入安全模組檔', en: 'Import a module file' },
  choose: { zhTW: '選擇 .SAM 檔', en: 'Choose a .SAM file' },
  drop: {
    zhTW: '將 .SAM 檔拖曳到這裡，或按「選擇 .SAM 檔」。',
    en: 'Drop the .SAM file here, or press “Choose a .SAM file”.',
  },
  reading: { zhTW: '正在檢查檔案…', en: 'Looking at the file…' },
  readyToImport: {
    zhTW: '檔案檢查無誤，請確認內容並輸入開啟碼。',
    en: 'The file is in order. Check what it says and enter its opening code.',
  },
  fileSays: { zhTW: '檔案內容', en: 'What the file says' },
  institution: { zhTW: '醫事機構', en: 'Institution' },
  module: { zhTW: '安全模組代號', en: 'Module code' },
  environment: { zhTW: '環境', en: 'Environment' },
  validity: { zhTW: '有效期間', en: 'Validity' },
  fromTo: (from: string, to: string) => ({ zhTW: `${from} 至 ${to}`, en: `${from} to ${to}` }),
  secret: { zhTW: '開啟碼', en: 'Opening code' },
  secretHint: {
    zhTW: '產製時所顯示的 28 個英數字；大小寫、空白與連字號不拘。',
    en: 'The 28 letters and digits shown when the module was issued; case, spaces and hyphens do not matter.',
  },
  showSecret: { zhTW: '顯示開啟碼', en: 'Show the code' },
  replaces: (module: string, until: string) => ({
    zhTW: `這台電腦已有這個機構的安全模組 ${module}（有效至 ${until}），匯入後由新的取代。`,
    en: `This computer has module ${module} of the same institution (valid until ${until}); the new one takes its place.`,
  }),
  replaceAgreed: { zhTW: '同意以新的安全模組取代', en: 'Replace it with the new one' },
  import: { zhTW: '匯入', en: 'Import' },
  importing: { zhTW: '正在開啟模組…', en: 'Opening the module…' },
  cancel: { zhTW: '取消', en: 'Cancel' },
  imported: (institution: string) => ({
    zhTW: `已匯入「${institution}」的安全模組。請回到登入視窗繼續。`,
    en: `The module of “${institution}” was imported. Go back to the sign-in window.`,
  }),
  removed: (module: string) => ({ zhTW: `已移除安全模組 ${module}。`, en: `Module ${module} was removed.` }),
  here: { zhTW: '這台電腦上的安全模組', en: 'Modules on this computer' },
  none: { zhTW: '還沒有匯入安全模組。', en: 'No module was imported yet.' },
  looking: { zhTW: '正在讀取…', en: 'Looking…' },
  remove: { zhTW: '移除', en: 'Remove' },
  removeModule: (module: string) => ({ zhTW: `移除安全模組 ${module}`, en: `Remove module ${module}` }),
  removeQuestion: (module: string) => ({
    zhTW: `確定要移除安全模組 ${module}？之後要再使用，須重新匯入檔案並輸入開啟碼。`,
    en: `Remove module ${module}? To use it again its file and opening code are needed.`,
  }),
  removeYes: { zhTW: '確定移除', en: 'Yes, remove it' },
  damagedRecord: (institution: string) => ({
    zhTW: `醫事機構 ${institution} 的記錄`,
    en: `The record of institution ${institution}`,
  }),
  renew: {
    zhTW: '請以醫事機構卡登入健保資訊網，在「雲端安全模組申請、下載」的「新增」申請新的模組，下載後在此匯入。',
    en: 'Sign in to the portal with the institution’s card, apply for a new one under “Cloud security module”, and import it here.',
  },
  revokedHint: {
    zhTW: '已註銷的模組不能登入，請移除，並匯入貴機構目前的模組。',
    en: 'A revoked module signs nobody in. Remove it and import your institution’s current one.',
  },
  askAgain: { zhTW: '重新查核', en: 'Ask again' },
  off: {
    zhTW: '貴單位的管理政策停用了雲端安全模組。',
    en: 'Your organisation’s policy has switched cloud modules off.',
  },
} as const satisfies TextTable

export const environmentTexts: Record<Environment, Text> = {
  production: { zhTW: '正式', en: 'Production' },
  test: { zhTW: '測試（僅能搭配測試卡）', en: 'Test (with test cards only)' },
}

export const stateTexts: Record<ModuleState, Text> = {
  valid: { zhTW: '可以使用', en: 'Ready to use' },
  ending: { zhTW: '即將到期', en: 'Ends soon' },
  expired: { zhTW: '已過期', en: 'Expired' },
  'not-yet-valid': { zhTW: '尚未生效', en: 'Not valid yet' },
  revoked: { zhTW: '已註銷', en: 'Revoked' },
}

/** `when`: the day and hour when a portal last told. */
export const revocationTexts: Record<RevocationNews, (when: string | undefined) => Text> = {
  asking: () => ({ zhTW: '正在向本系統查核註銷名單…', en: 'Asking the portal which modules are revoked…' }),
  told: (when = '') => ({
    zhTW: `${when} 已向本系統查核註銷名單。`,
    en: `The portal said at ${when} which modules are revoked.`,
  }),
  unreachable: (when) =>
    when === undefined
      ? {
          zhTW: '目前連不上本系統，尚未查核註銷名單。',
          en: 'The portal is not reached; whether a module is revoked is not known yet.',
        }
      : {
          zhTW: `目前連不上本系統，沿用 ${when} 的查核結果。`,
          en: `The portal is not reached; what it said at ${when} stands.`,
        },
}
