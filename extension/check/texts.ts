import { reportDays } from '../../core/check/report-days.ts'
import type { TextTable } from '../../core/i18n/text.ts'
import { sectionTexts } from './section-texts.ts'

export const texts = {
  ...sectionTexts,
  intro: { zhTW: '以下為您目前使用電腦狀態說明：', en: 'How this computer stands:' },
  toNote: (count: number) => ({ zhTW: `另有 ${count} 項請注意。`, en: `${count} more to note.` }),
  checkAgain: { zhTW: '重新檢測', en: 'Check again' },
  fixAll: { zhTW: '變更我的設定，以符合系統環境需求', en: 'Change my settings to what the portal needs' },
  fixHint: (count: number) => ({
    zhTW: `會變更 ${count} 項瀏覽器設定，只對本系統的網站有效。`,
    en: `Changes ${count} browser setting${count === 1 ? '' : 's'}, for the portal’s sites alone.`,
  }),
  noUndo: (rows: string) => ({
    zhTW: `其中「${rows}」變更後無法復原。`,
    en: `“${rows}” cannot be put back afterwards.`,
  }),
  fixOne: { zhTW: '變更', en: 'Change' },
  fixRow: (row: string) => ({ zhTW: `變更：${row}`, en: `Change: ${row}` }),
  fixesForbidden: {
    zhTW: '貴單位的原則不允許由檢測變更設定；請依各項說明處理，或洽資訊人員。',
    en: 'Your administrator does not let the check change settings; follow the rows’ steps, or ask your IT staff.',
  },
  undo: { zhTW: '復原', en: 'Put back' },
  undoHint: {
    zhTW: '把檢測變更過的設定改回原來的樣子。',
    en: 'Puts what the check changed back as it was.',
  },
  groups: { zhTW: '檢測項目分類', en: 'Groups of rows' },
  row: { zhTW: '檢測項目', en: 'Row' },
  current: { zhTW: '您目前的設定', en: 'Your present setting' },
  wanted: { zhTW: '建議設定', en: 'Advised setting' },
  cause: { zhTW: '原因', en: 'Why' },
  remedy: { zhTW: '處理方式', en: 'What to do' },
  managed: { zhTW: '由貴單位管理', en: 'Managed by your organisation' },
  legendDone: { zhTW: '：表示您的設定已完成。', en: ': your setting is right.' },
  legendToDo: {
    zhTW: '：尚有設定未完成，請點選該項目，完成設定。',
    en: ': something is left to do; open the row.',
  },
  changes: { zhTW: '剛才的變更', en: 'What was changed' },
  report: { zhTW: '檢測報告', en: 'Report' },
  reportHint: {
    zhTW: '給客服或資訊人員的報告：位址、號碼等個人資料已遮蔽。',
    en: 'For the helpdesk or your IT staff: addresses, numbers and other personal data are masked.',
  },
  print: { zhTW: '列印', en: 'Print' },
  copyText: { zhTW: '複製文字', en: 'Copy as text' },
  copyJson: { zhTW: '複製 JSON', en: 'Copy as JSON' },
  copied: { zhTW: '已複製，可以貼到郵件或訊息中。', en: 'Copied: paste it into a mail or message.' },
  notCopied: { zhTW: '瀏覽器沒有讓我們複製，請改用列印。', en: 'The browser did not let us copy; print it instead.' },
  send: { zhTW: '傳送給客服…', en: 'Send to the helpdesk …' },
  sendTitle: { zhTW: '傳送這份報告？', en: 'Send this report?' },
  sendHint: (portal: string) => ({
    zhTW: `下面就是要傳送的全部內容。它會送到 ${portal}，保存 ${reportDays} 天後刪除；您會得到一組代碼，告訴客服即可。其中沒有卡片資料、PIN 碼，也沒有您的姓名。`,
    en: `This is all that is sent. It goes to ${portal}, is kept for ${reportDays} days and then deleted; you are given a code to tell the helpdesk. There is nothing of your card, its PIN or your name in it.`,
  }),
  sendText: { zhTW: '報告內容', en: 'What it says' },
  sendData: { zhTW: '實際傳送的資料（JSON）', en: 'The data itself (JSON)' },
  agree: { zhTW: '同意並傳送', en: 'Agree and send' },
  decline: { zhTW: '不傳送', en: 'Do not send' },
  sending: {
    zhTW: '已開啟本系統的網頁，代碼會顯示在那裡。',
    en: 'A page of the portal has opened; it shows the code.',
  },
  history: { zhTW: '先前的檢測', en: 'Earlier runs' },
  historyNone: { zhTW: '還沒有先前的檢測。', en: 'There are none yet.' },
  sinceGood: (when: string) => ({
    zhTW: `與上一次全部完成（${when}）相比的變化`,
    en: `What is not as it was when all was right (${when})`,
  }),
  counts: (fail: number, warn: number) => ({
    zhTW: `尚待設定 ${fail} 項，請注意 ${warn} 項`,
    en: `${fail} to be set right, ${warn} to note`,
  }),
  sameAsGood: { zhTW: '與當時相同。', en: 'As it was then.' },
  took: (milliseconds: number) => ({ zhTW: `${milliseconds} 毫秒`, en: `${milliseconds} ms` }),
  lost: {
    zhTW: '讀卡元件沒有回應，請關閉此頁後再開啟。',
    en: 'The card component does not answer; close this page and open it again.',
  },
} as const satisfies TextTable
