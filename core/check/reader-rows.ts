import type { CheckRow } from './check-row.ts'

const installService = [
  {
    zhTW: '請按「安裝讀卡服務」，依說明安裝後重新檢測。',
    en: 'Press “Install the card service”, follow the steps, and check again.',
  },
] as const

/** Rows of the old tool's browser tab that are about reaching a reader now. */
export const readerSettingRows = {
  'reader-grant': {
    group: 'browser',
    seed: 3,
    label: { zhTW: '自動提示ActiveX控制項', en: 'A reader was chosen' },
    purpose: {
      zhTW: '直接連線的讀卡機，第一次使用前要先在瀏覽器選取。',
      en: 'A reader that the browser reaches by itself is chosen once before its first use.',
    },
    wanted: { zhTW: '已選取，或由讀卡服務連線', en: 'Chosen, or reached by the card service' },
    fix: 'guided',
    undo: false,
    findings: {
      granted: { mark: 'ok', current: { zhTW: '已選取 {count} 台', en: '{count} chosen' } },
      'by-service': {
        mark: 'not-needed',
        current: { zhTW: '由讀卡服務連線，不必選取', en: 'Reached by the card service; none need be chosen' },
      },
      none: {
        mark: 'warn',
        current: { zhTW: '尚未選取任何讀卡機', en: 'None was chosen' },
        remedy: [
          {
            zhTW: '請插上讀卡機，按「選擇讀卡機」，在視窗中選取後按「連線」。',
            en: 'Plug the reader in, press “Choose reader”, pick it in the window and connect.',
          },
        ],
        action: 'open-pairing',
      },
    },
  },
  'card-service': {
    group: 'browser',
    seed: 4,
    label: { zhTW: '起始不標示為安全的ActiveX控制項', en: 'Card service' },
    purpose: {
      zhTW: '一般晶片讀卡機由讀卡服務程式連線。',
      en: 'Ordinary card readers are reached by the card service.',
    },
    wanted: { zhTW: '已安裝並可使用', en: 'Installed and at work' },
    fix: 'guided',
    undo: false,
    findings: {
      ready: { mark: 'ok', current: { zhTW: '可使用（{version}）', en: 'At work ({version})' } },
      'not-offered': {
        mark: 'not-needed',
        current: { zhTW: '這個系統不使用讀卡服務程式', en: 'This system has no use for it' },
      },
      'not-needed': {
        mark: 'not-needed',
        current: { zhTW: '未安裝；讀卡機已由瀏覽器直接連線', en: 'Not installed; a reader is reached without it' },
      },
      missing: {
        mark: 'fail',
        current: { zhTW: '未安裝', en: 'Not installed' },
        remedy: installService,
        action: 'open-card-service-help',
      },
      blocked: {
        mark: 'fail',
        current: { zhTW: '被原則封鎖', en: 'Blocked by policy' },
        cause: {
          zhTW: '貴單位的原則（NativeMessagingBlocklist）不允許使用，或登錄的擴充功能不符。',
          en: 'The administrator’s policy (NativeMessagingBlocklist) forbids it, or it is registered for another extension.',
        },
        remedy: [
          {
            zhTW: '請貴單位資訊人員將 tw.gov.nhi.portal.card_service 加入 NativeMessagingAllowlist。',
            en: 'Your IT staff add tw.gov.nhi.portal.card_service to NativeMessagingAllowlist.',
          },
        ],
      },
      outdated: {
        mark: 'fail',
        current: { zhTW: '版本不符', en: 'Of another version' },
        cause: {
          zhTW: '讀卡服務程式與讀卡元件的版本不能一起使用。',
          en: 'The card service and the extension do not fit each other.',
        },
        remedy: installService,
        action: 'open-card-service-help',
      },
      'no-system-service': {
        mark: 'fail',
        current: { zhTW: '系統的智慧卡服務沒有執行', en: 'The system’s smart card service does not run' },
        remedy: {
          windows: [
            {
              zhTW: '請在「服務」中將「Smart Card」設為自動並啟動。',
              en: 'In Services, set “Smart Card” to automatic and start it.',
            },
          ],
          linux: [
            {
              zhTW: '請安裝並啟動 pcscd，以及讀卡機的驅動程式（libccid）。',
              en: 'Install and start pcscd, and the reader’s driver (libccid).',
            },
          ],
          other: [{ zhTW: '請重新啟動電腦後再檢測。', en: 'Restart the computer, and check again.' }],
        },
      },
      broken: {
        mark: 'fail',
        current: { zhTW: '無法使用（{code}）', en: 'Does not work ({code})' },
        remedy: installService,
        action: 'open-card-service-help',
      },
    },
  },
  'grant-kept': {
    group: 'browser',
    seed: 16,
    label: { zhTW: '允許不提示就執行從未使用過的ActiveX控制項', en: 'A chosen reader stays chosen' },
    purpose: {
      zhTW: '選過的讀卡機，下次不必再選。',
      en: 'A reader that was chosen need not be chosen again.',
    },
    wanted: { zhTW: '記住', en: 'Remembered' },
    fix: 'guided',
    undo: false,
    findings: {
      kept: { mark: 'ok', current: { zhTW: '記住', en: 'Remembered' } },
      none: { mark: 'not-needed', current: { zhTW: '沒有選取的讀卡機', en: 'None was chosen' } },
      'not-kept': {
        mark: 'warn',
        current: { zhTW: '拔除後要再選取：{readers}', en: 'To be chosen again once unplugged: {readers}' },
        cause: {
          zhTW: '這台讀卡機沒有序號，瀏覽器無法在拔除後認出它。',
          en: 'The reader has no serial number by which the browser would know it again.',
        },
        remedy: [
          {
            zhTW: '請貴單位資訊人員以原則 WebUsbAllowDevicesForUrls 允許，就不必再選。',
            en: 'Your IT staff can allow it by the policy WebUsbAllowDevicesForUrls; then it need not be chosen.',
          },
        ],
      },
    },
  },
} as const satisfies Record<string, CheckRow>

/** What the old tool left to the sign-in to find out. */
export const readerRows = {
  readers: {
    group: 'reader',
    label: { zhTW: '讀卡機與卡片', en: 'Readers and cards' },
    purpose: {
      zhTW: '接上的讀卡機；可以有多台，登入時再選。',
      en: 'The readers that are there; several are no fault, one is chosen at sign-in.',
    },
    wanted: { zhTW: '至少一台', en: 'One at least' },
    fix: 'guided',
    undo: false,
    findings: {
      found: { mark: 'ok', current: { zhTW: '{readers}', en: '{readers}' } },
      none: {
        mark: 'fail',
        current: { zhTW: '沒有可以使用的讀卡機', en: 'No reader to be used' },
        cause: {
          zhTW: '讀卡機未插上、驅動程式未安裝，或瀏覽器還不能使用它。',
          en: 'None is plugged in, its driver is missing, or the browser may not use it yet.',
        },
        remedy: [
          {
            zhTW: '請將讀卡機插入 USB 埠，等候數秒再檢測。',
            en: 'Plug the reader in, wait some seconds, check again.',
          },
          {
            zhTW: '若已插上，請看「讀卡服務」與「選取讀卡機」兩列，或安裝讀卡機驅動程式。',
            en: 'If it is plugged in, see the rows of the card service and of choosing a reader, or install its driver.',
          },
        ],
        action: 'open-pairing',
      },
    },
  },
  'reader-in-use': {
    group: 'reader',
    label: { zhTW: '讀卡機被其他程式占用', en: 'Reader held by another program' },
    purpose: {
      zhTW: '有些程式會獨占讀卡機。',
      en: 'Some programs keep a reader to themselves.',
    },
    wanted: { zhTW: '未被占用', en: 'Not held' },
    fix: 'guided',
    undo: false,
    findings: {
      free: { mark: 'ok', current: { zhTW: '未被占用', en: 'Not held' } },
      none: { mark: 'not-needed', current: { zhTW: '沒有讀卡機', en: 'No reader' } },
      held: {
        mark: 'fail',
        current: { zhTW: '被占用：{readers}', en: 'Held: {readers}' },
        remedy: [
          {
            zhTW: '請關閉其他使用讀卡機的程式（例如 HIS、報稅或網路銀行程式），再檢測一次。',
            en: 'Close other programs that use the reader (clinic software, tax or banking programs), and check again.',
          },
        ],
      },
    },
  },
  'protected-reader': {
    group: 'reader',
    label: { zhTW: '瀏覽器保護的讀卡機', en: 'Readers that the browser protects' },
    purpose: {
      zhTW: '瀏覽器不讓擴充功能直接使用標準類別的讀卡機，須由讀卡服務連線。',
      en: 'Browsers keep readers of the standard class from extensions; the card service reaches them.',
    },
    wanted: { zhTW: '由讀卡服務連線', en: 'Reached by the card service' },
    fix: 'guided',
    undo: false,
    findings: {
      none: { mark: 'ok', current: { zhTW: '沒有這類讀卡機', en: 'There are none' } },
      'by-service': {
        mark: 'ok',
        current: { zhTW: '{readers}：由讀卡服務連線', en: '{readers}: reached by the card service' },
      },
      protected: {
        mark: 'fail',
        current: { zhTW: '不能直接使用：{readers}', en: 'Out of reach: {readers}' },
        remedy: installService,
        action: 'open-card-service-help',
      },
    },
  },
  'remote-session': {
    group: 'reader',
    label: { zhTW: '遠端桌面', en: 'Remote desktop' },
    purpose: {
      zhTW: '以遠端桌面操作時，讀卡機要接在有瀏覽器的那一端，或由遠端桌面轉接。',
      en: 'Over remote desktop the reader must be where the browser runs, or be passed on.',
    },
    wanted: { zhTW: '在這台電腦前操作', en: 'At this computer itself' },
    fix: 'guided',
    undo: false,
    findings: {
      local: { mark: 'ok', current: { zhTW: '在這台電腦前操作', en: 'At this computer itself' } },
      remote: {
        mark: 'warn',
        current: { zhTW: '透過遠端桌面操作', en: 'Over remote desktop' },
        cause: {
          zhTW: '您的讀卡機可能接在另一台電腦上。',
          en: 'Your reader is probably at the other computer.',
        },
        remedy: [
          {
            zhTW: '請在遠端桌面的「本機資源」→「其他」勾選「智慧卡」後重新連線。',
            en: 'In the remote desktop’s Local Resources → More, tick “Smart cards”, and connect again.',
          },
        ],
      },
      untold: {
        mark: 'not-needed',
        current: { zhTW: '這個系統不告訴我們', en: 'This system does not tell' },
      },
    },
  },
  'extension-version': {
    group: 'reader',
    label: { zhTW: '讀卡元件版本', en: 'Version of the card component' },
    purpose: {
      zhTW: '過舊的讀卡元件不能登入。',
      en: 'With too old a component nobody signs in.',
    },
    wanted: { zhTW: '{wanted} 以上', en: '{wanted} or later' },
    fix: 'guided',
    undo: false,
    findings: {
      current: { mark: 'ok', current: { zhTW: '{version}', en: '{version}' } },
      outdated: {
        mark: 'fail',
        current: { zhTW: '{version}', en: '{version}' },
        remedy: [
          {
            zhTW: '請開啟擴充功能頁，按「更新」；由原則安裝者請洽貴單位資訊人員。',
            en: 'Open the extensions page and press “Update”; if it is installed by policy, ask your IT staff.',
          },
        ],
        action: 'open-extension-store',
      },
      unreachable: {
        mark: 'unknown',
        current: { zhTW: '{version}', en: '{version}' },
        cause: {
          zhTW: '無法連上本系統，不知道需要的版本。',
          en: 'The portal is not reached, so what it wants is not known.',
        },
      },
    },
  },
  'security-module': {
    group: 'reader',
    label: { zhTW: '雲端安全模組', en: 'Cloud security module' },
    purpose: {
      zhTW: '以晶片讀卡機使用健保卡登入時，須先匯入貴機構的雲端安全模組；用健保讀卡機或其他卡片時不需要。',
      en: 'Signing in with an NHI card in a chip-card reader needs your institution’s module. With the NHI reader, or another card, none is needed.',
    },
    wanted: { zhTW: '已匯入，且在有效期間內', en: 'Imported, and within its validity' },
    fix: 'guided',
    undo: false,
    findings: {
      none: { mark: 'not-needed', current: { zhTW: '沒有匯入', en: 'None was imported' } },
      off: {
        mark: 'not-needed',
        current: { zhTW: '貴單位的管理政策停用了雲端安全模組', en: 'Switched off by your organisation’s policy' },
      },
      ready: {
        mark: 'ok',
        current: {
          zhTW: '正式 {production} 個、測試 {test} 個：{modules}',
          en: '{production} for production, {test} for tests: {modules}',
        },
      },
      ending: {
        mark: 'warn',
        current: { zhTW: '即將到期：{modules}', en: 'Ending soon: {modules}' },
        remedy: [
          {
            zhTW: '請以醫事機構卡登入健保資訊網，在「雲端安全模組申請、下載」申請新的模組，再匯入這台電腦。',
            en: 'Sign in to the portal with the institution’s card, apply for a new module, and import it on this computer.',
          },
        ],
        action: 'open-modules',
      },
      unusable: {
        mark: 'fail',
        current: { zhTW: '不能使用：{modules}', en: 'Cannot be used: {modules}' },
        cause: {
          zhTW: '已過期、已註銷、尚未生效，或瀏覽器所保存的資料損壞。',
          en: 'Expired, revoked, not valid yet, or what the browser keeps of it is damaged.',
        },
        remedy: [
          {
            zhTW: '請在「雲端安全模組」移除它，並匯入貴機構目前的模組。',
            en: 'Remove it on the page of the cloud security modules, and import your institution’s current one.',
          },
        ],
        action: 'open-modules',
      },
    },
  },
} as const satisfies Record<string, CheckRow>
