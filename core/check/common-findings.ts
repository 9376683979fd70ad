import type { Finding } from './check-row.ts'

/** What any row can end in, whatever it looks at. */
export const commonFindings = {
  'timed-out': {
    mark: 'unknown',
    current: { zhTW: '檢測逾時（{seconds} 秒）', en: 'The check took longer than {seconds} s' },
    remedy: [{ zhTW: '請再檢測一次。', en: 'Check again.' }],
  },
  failed: {
    mark: 'unknown',
    current: { zhTW: '無法檢測（{reason}）', en: 'Could not be checked ({reason})' },
    remedy: [
      {
        zhTW: '請再檢測一次；若仍發生，請將檢測報告提供給客服人員。',
        en: 'Check again; if it happens again, give the report to the helpdesk.',
      },
    ],
  },
  'permission-missing': {
    mark: 'unknown',
    current: { zhTW: '尚未允許檢查這項設定', en: 'Looking at this setting has not been allowed' },
    cause: {
      zhTW: '瀏覽器要先問過您，元件才能讀取及變更這項設定。',
      en: 'The browser has to ask you before the component can read and change this setting.',
    },
    remedy: [
      {
        zhTW: '請按「變更我的設定」，並在瀏覽器詢問時按「允許」。',
        en: 'Press “Change my settings”, and “Allow” when the browser asks.',
      },
    ],
  },
} as const satisfies Record<string, Finding>
