import type { CheckRow } from './check-row.ts'

/** 基本檢測. */
export const basicRows = {
  'system-version': {
    group: 'basic',
    label: { zhTW: '作業系統版本', en: 'Operating system version' },
    purpose: {
      zhTW: '讀卡機驅動程式與瀏覽器須在仍有安全更新的系統上執行。',
      en: 'Reader drivers and browsers need a system that still gets security updates.',
    },
    wanted: { zhTW: '{wanted} 以上', en: '{wanted} or later' },
    fix: 'guided',
    undo: false,
    findings: {
      current: { mark: 'ok', current: { zhTW: '{system} {version}', en: '{system} {version}' } },
      outdated: {
        mark: 'fail',
        current: { zhTW: '{system} {version}', en: '{system} {version}' },
        cause: {
          zhTW: '目前 {system} {version}，建議升級到 {wanted} 版本以上作業系統',
          en: '{system} {version} is in use; an upgrade to {wanted} or later is advised',
        },
        remedy: {
          windows: [
            {
              zhTW: '請開啟「設定」→「Windows Update」，安裝所有更新。',
              en: 'Open Settings → Windows Update, and install all updates.',
            },
            {
              zhTW: '若系統已無法更新，請洽貴單位資訊人員更換電腦或作業系統。',
              en: 'If the system can no longer be updated, ask your IT staff for a newer one.',
            },
          ],
          macos: [
            {
              zhTW: '請開啟「系統設定」→「一般」→「軟體更新」。',
              en: 'Open System Settings → General → Software Update.',
            },
          ],
          chromeos: [
            {
              zhTW: '請開啟「設定」→「關於 ChromeOS」→「檢查更新」。',
              en: 'Open Settings → About ChromeOS → Check for updates.',
            },
          ],
          other: [
            {
              zhTW: '請以系統的更新程式安裝更新，或洽貴單位資訊人員。',
              en: 'Use the system’s own updater, or ask your IT staff.',
            },
          ],
        },
      },
      'version-hidden': {
        mark: 'ok',
        current: { zhTW: '{system}', en: '{system}' },
        cause: {
          zhTW: '這個系統不告訴瀏覽器版本；能執行目前版本的瀏覽器即可。',
          en: 'This system does not tell browsers its version; one that runs a current browser will do.',
        },
      },
    },
  },
  'browser-version': {
    group: 'basic',
    label: { zhTW: '瀏覽器版本', en: 'Browser version' },
    purpose: {
      zhTW: '讀卡元件使用較新的瀏覽器功能，舊版也沒有安全更新。',
      en: 'The card component uses recent browser functions, and old versions get no security updates.',
    },
    wanted: { zhTW: '{wanted} 以上', en: '{wanted} or later' },
    fix: 'guided',
    undo: false,
    findings: {
      current: { mark: 'ok', current: { zhTW: '{browser} {version}', en: '{browser} {version}' } },
      outdated: {
        mark: 'fail',
        current: { zhTW: '{browser} {version}', en: '{browser} {version}' },
        cause: {
          zhTW: '您目前使用的瀏覽器為 {browser} {version}，請更新至 {wanted} 以上之版本',
          en: 'The browser is {browser} {version}; update it to {wanted} or later',
        },
        remedy: [
          {
            zhTW: '請按「更新瀏覽器」，更新完成後重新啟動瀏覽器。',
            en: 'Press “Update the browser”, and restart it when the update is done.',
          },
        ],
        action: 'open-browser-update',
      },
    },
  },
} as const satisfies Record<string, CheckRow>
