import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { PermissionState } from '../../../core/portal/vendor-permissions.ts'

export const lineTexts = {
  title: { zhTW: '醫事機構固接網路', en: 'Fixed line' },
  lead: {
    zhTW: '登記本機構連接健保 VPN 的固接線路。',
    en: 'The line by which the institution is connected to the NHI VPN.',
  },
  circuit: { zhTW: '電路編號', en: 'Circuit number' },
  provider: { zhTW: '電信業者', en: 'Provider' },
  circuitEmpty: { zhTW: '請輸入電路編號。', en: 'Enter the circuit number.' },
  providerEmpty: { zhTW: '請輸入電信業者。', en: 'Enter the provider.' },
  save: { zhTW: '儲存線路', en: 'Save the line' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  saved: { zhTW: '已儲存固接線路。', en: 'The line is saved.' },
} as const satisfies TextTable

export const vendorTexts = {
  permissions: { zhTW: '允入HIS廠商', en: 'Permitted HIS vendors' },
  caption: (count: number) => ({
    zhTW: `允入紀錄，共 ${count} 筆，新的在前`,
    en: `Permissions, newest first: ${count}`,
  }),
  none: { zhTW: '尚未允入任何廠商。', en: 'No vendor has been allowed in.' },
  cutOver: (day: string) => ({
    zhTW: `自 ${day} 起，沒有有效允入的廠商將無法連線至本機構。`,
    en: `From ${day} on, a vendor without a permission in force cannot connect to this institution.`,
  }),
  vendor: { zhTW: '廠商', en: 'Vendor' },
  businessNumber: { zhTW: '統一編號', en: 'Business number' },
  from: { zhTW: '起日', en: 'From' },
  until: { zhTW: '迄日', en: 'Until' },
  state: { zhTW: '狀態', en: 'State' },
  actions: { zhTW: '作業', en: 'Actions' },
  withdraw: { zhTW: '取消允入', en: 'Withdraw' },
  withdrawOf: (vendor: string) => ({ zhTW: `取消允入 ${vendor}`, en: `Withdraw ${vendor}` }),
  withdrawTitle: (vendor: string) => ({ zhTW: `取消允入「${vendor}」？`, en: `Withdraw the permission of ${vendor}?` }),
  loses: (vendor: string) => ({
    zhTW: `「${vendor}」將不再獲本機構允入；切換日之後即無法連線，可能影響看診系統。`,
    en: `${vendor} is allowed in no more. From the cut-over on it cannot connect, which may stop your clinic’s system.`,
  }),
  withdrawn: (vendor: string) => ({ zhTW: `已取消允入「${vendor}」。`, en: `${vendor} is no longer allowed in.` }),
} as const satisfies TextTable

export const newPermissionTexts = {
  title: { zhTW: '新增允入', en: 'Allow a vendor in' },
  lead: {
    zhTW: '只有本身線路已重新核准的廠商可以選擇。期間含起日與迄日。',
    en: 'Only vendors whose own line has been approved anew can be chosen. Both days are included.',
  },
  noVendors: { zhTW: '目前沒有可選擇的廠商。', en: 'There is no vendor to choose at present.' },
  vendor: { zhTW: '廠商', en: 'Vendor' },
  from: { zhTW: '起日', en: 'From' },
  until: { zhTW: '迄日', en: 'Until' },
  roc: (day: string) => ({ zhTW: `民國 ${day}`, en: day }),
  fromEmpty: { zhTW: '請選擇起日。', en: 'Choose the first day.' },
  untilEmpty: { zhTW: '請選擇迄日。', en: 'Choose the last day.' },
  untilEarly: { zhTW: '迄日不可早於起日。', en: 'The last day is before the first.' },
  save: { zhTW: '允入', en: 'Allow in' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  done: (vendor: string, from: string, until: string) => ({
    zhTW: `已允入「${vendor}」，自 ${from} 至 ${until}。`,
    en: `${vendor} is allowed in from ${from} to ${until}.`,
  }),
} as const satisfies TextTable

export const permissionStateTexts = {
  'to-come': { zhTW: '尚未生效', en: 'To come' },
  'in-force': { zhTW: '有效', en: 'In force' },
  over: { zhTW: '已到期', en: 'Over' },
  withdrawn: { zhTW: '已取消', en: 'Withdrawn' },
} as const satisfies Record<PermissionState, Text>
