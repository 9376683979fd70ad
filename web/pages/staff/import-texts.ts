import type { Text, TextTable } from '../../../core/i18n/text.ts'

const fieldNames: Readonly<Record<string, Text>> = {
  name: { zhTW: '名稱', en: 'name' },
  type: { zhTW: '種類', en: 'kind' },
  division: { zhTW: '分區', en: 'division' },
  contracted: { zhTW: '特約', en: 'contract' },
  phone: { zhTW: '電話', en: 'telephone' },
  address: { zhTW: '地址', en: 'address' },
  level: { zhTW: '特約類別', en: 'level' },
  contractFrom: { zhTW: '合約起日', en: 'first day' },
  endedOn: { zhTW: '終止日期', en: 'last day' },
}

export const importTexts = {
  title: { zhTW: '批次匯入', en: 'Import from a file' },
  lead: {
    zhTW: '上傳特約醫事機構開放資料 CSV（UTF-8）。系統先檢核並列出新增、異動與終止的機構，按「確認匯入」後才會寫入；檔案中沒有的機構不會變動。',
    en: 'Upload the open data of contracted institutions as CSV (UTF-8). It is checked first, and what is new, changed and ended is shown; nothing is written before it is confirmed. Institutions that are not in the file stay as they are.',
  },
  choose: { zhTW: '選擇 CSV 檔並檢核', en: 'Choose a CSV file and check it' },
  checking: { zhTW: '檢核中…', en: 'Checking …' },
  checked: (name: string, rows: number) => ({
    zhTW: `${name}：共 ${rows.toLocaleString('en')} 列`,
    en: `${name}: ${rows.toLocaleString('en')} rows`,
  }),
  faulty: { zhTW: '錯誤', en: 'Faulty' },
  odd: { zhTW: '檢查碼不符', en: 'Unusual check digit' },
  oddLead: {
    zhTW: '下列代碼的檢查碼不符，仍會匯入；請確認代碼無誤。',
    en: 'These codes have another check digit. They are taken over; make sure that they are right.',
  },
  oddLine: (line: number, code: string) => ({ zhTW: `第 ${line} 列 ${code}`, en: `line ${line}: ${code}` }),
  hasFaults: {
    zhTW: '檔案有錯誤的列，無法匯入。請依下表更正後重新上傳；資料庫未變更。',
    en: 'The file has faulty rows and cannot be taken over. Mend them and upload it again; nothing was changed.',
  },
  part: (what: string, shown: number, all: number) => ({
    zhTW: shown < all ? `${what}：共 ${all} 筆，列出前 ${shown} 筆` : `${what}：共 ${all} 筆`,
    en: shown < all ? `${what}: the first ${shown} of ${all}` : `${what}: ${all}`,
  }),
  line: { zhTW: '列', en: 'Line' },
  code: { zhTW: '醫事機構代碼', en: 'Code' },
  faults: { zhTW: '錯誤原因', en: 'Why' },
  name: { zhTW: '醫事機構', en: 'Institution' },
  type: { zhTW: '種類', en: 'Kind' },
  division: { zhTW: '分區', en: 'Division' },
  fields: { zhTW: '異動欄位', en: 'What changes' },
  fieldName: (field: string) => fieldNames[field] ?? { zhTW: field, en: field },
  nothing: { zhTW: '與現有資料相同，無須匯入。', en: 'All is as it is: there is nothing to take over.' },
  confirm: { zhTW: '確認匯入', en: 'Take it over' },
  confirmTitle: { zhTW: '匯入這份檔案？', en: 'Take this file over?' },
  endsMany: (count: number) => ({
    zhTW: `${count} 家機構將終止特約，其人員即不能再登入該機構。`,
    en: `${count} institutions lose their contract: nobody can sign in there any more.`,
  }),
  taken: (added: number, changed: number, ended: number) => ({
    zhTW: `已匯入：新增 ${added} 家、異動 ${changed} 家、終止 ${ended} 家。`,
    en: `Done: ${added} new, ${changed} changed, ${ended} ended.`,
  }),
} as const satisfies TextTable
