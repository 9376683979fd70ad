import type { CheckRow, Finding } from './check-row.ts'

/** A setting of Internet Explorer without a counterpart: the reason stands instead of a check. */
const notNeeded = (zhTW: string, en: string) =>
  ({ 'not-needed': { mark: 'not-needed', current: { zhTW, en } } }) as const satisfies Record<string, Finding>

const gone = {
  fix: 'none',
  undo: false,
  wanted: { zhTW: '不需設定', en: 'Nothing to set' },
} as const

/** Two rows of the old tool were one switch, and so they are now. */
const popUpFindings = {
  allowed: { mark: 'ok', current: { zhTW: '停用（對本系統的網站）', en: 'Not blocked' } },
  blocked: {
    mark: 'fail',
    current: { zhTW: '啟用：{sites}', en: 'Blocked: {sites}' },
    cause: { zhTW: '瀏覽器會擋下這些網站另開的視窗。', en: 'The browser blocks windows that these sites open.' },
    remedy: [
      {
        zhTW: '請按「變更」，只允許本系統的網站。',
        en: 'Press “Change”: they are allowed for the portal’s sites alone.',
      },
    ],
  },
} as const satisfies Record<string, Finding>

/** 瀏覽器設定檢測: the twenty rows of the old tool, by their numbers, with what plays their part now. */
export const browserRows = {
  'extension-install': {
    group: 'browser',
    seed: 1,
    label: { zhTW: '下載簽名的ActiveX控制項', en: 'Signed component' },
    purpose: {
      zhTW: '讀卡元件由瀏覽器的線上商店或貴單位的原則安裝，並會自動更新。',
      en: 'The card component is installed from the browser’s store or by policy, and updates itself.',
    },
    wanted: { zhTW: '由線上商店或原則安裝', en: 'From the store or by policy' },
    fix: 'guided',
    undo: false,
    findings: {
      store: { mark: 'ok', current: { zhTW: '由線上商店安裝（{version}）', en: 'From the store ({version})' } },
      policy: { mark: 'ok', current: { zhTW: '由原則安裝（{version}）', en: 'By policy ({version})' } },
      development: {
        mark: 'warn',
        current: { zhTW: '以開發人員模式載入（{version}）', en: 'Loaded in developer mode ({version})' },
        cause: {
          zhTW: '以開發人員模式載入的元件不會自動更新。',
          en: 'A component loaded in developer mode does not update itself.',
        },
        remedy: [
          {
            zhTW: '請移除後，改由線上商店安裝。',
            en: 'Remove it, and install it from the store.',
          },
        ],
        action: 'open-extension-store',
      },
    },
  },
  'unsigned-code': {
    ...gone,
    group: 'browser',
    seed: 2,
    label: { zhTW: '下載未簽署的ActiveX控制項', en: 'Unsigned components' },
    purpose: { zhTW: '過去的部分元件未經簽署。', en: 'Some of the old controls were not signed.' },
    findings: notNeeded('本系統不使用未簽署的程式，請勿允許。', 'The portal uses no unsigned code; do not allow any.'),
  },
  'portal-access': {
    group: 'browser',
    seed: 5,
    label: { zhTW: '執行ActiveX控制項與插件', en: 'The component may act on the portal' },
    purpose: {
      zhTW: '讀卡元件須能在本系統的網站上執行。',
      en: 'The card component has to be allowed on the portal’s sites.',
    },
    wanted: { zhTW: '允許', en: 'Allowed' },
    fix: 'automatic',
    undo: false,
    findings: {
      allowed: { mark: 'ok', current: { zhTW: '允許：{sites}', en: 'Allowed: {sites}' } },
      withheld: {
        mark: 'fail',
        current: { zhTW: '未允許：{sites}', en: 'Not allowed: {sites}' },
        cause: {
          zhTW: '瀏覽器設定為不讓讀卡元件存取這些網站。',
          en: 'The browser keeps the component away from these sites.',
        },
        remedy: [
          {
            zhTW: '請按「變更」，並在瀏覽器詢問時按「允許」。',
            en: 'Press “Change”, and “Allow” when the browser asks.',
          },
        ],
      },
    },
  },
  'page-connection': {
    group: 'browser',
    seed: 6,
    label: { zhTW: '標示為安全的ActiveX控制項', en: 'Page and component can talk' },
    purpose: { zhTW: '本系統的網頁透過讀卡元件讀卡。', en: 'The portal’s pages reach the card through the component.' },
    wanted: { zhTW: '網頁已連上讀卡元件', en: 'The page is connected' },
    fix: 'guided',
    undo: false,
    findings: {
      connected: { mark: 'ok', current: { zhTW: '已連上', en: 'Connected' } },
      'no-page': {
        mark: 'not-needed',
        current: { zhTW: '目前沒有開啟本系統的網頁', en: 'No page of the portal is open' },
      },
      'not-connected': {
        mark: 'fail',
        current: {
          zhTW: '已開啟本系統的網頁，但未連上讀卡元件',
          en: 'A page of the portal is open, and not connected',
        },
        cause: {
          zhTW: '網頁可能在讀卡元件安裝或更新之前就已開啟。',
          en: 'The page may have been open since before the component was installed or updated.',
        },
        remedy: [
          { zhTW: '請重新整理本系統的網頁。', en: 'Reload the portal’s page.' },
          { zhTW: '若仍未連上，請關閉瀏覽器後再開啟。', en: 'If that does not help, close and reopen the browser.' },
        ],
        action: 'reload-portal',
      },
    },
  },
  javascript: {
    group: 'browser',
    seed: 7,
    label: { zhTW: '指令碼處理-Active Scripting', en: 'JavaScript' },
    purpose: { zhTW: '本系統的網頁需要 JavaScript。', en: 'The portal’s pages need JavaScript.' },
    wanted: { zhTW: '啟用', en: 'Allowed' },
    fix: 'automatic',
    undo: true,
    findings: {
      allowed: { mark: 'ok', current: { zhTW: '啟用', en: 'Allowed' } },
      blocked: {
        mark: 'fail',
        current: { zhTW: '停用：{sites}', en: 'Blocked: {sites}' },
        cause: {
          zhTW: '瀏覽器設定為不執行這些網站的 JavaScript。',
          en: 'The browser runs no JavaScript of these sites.',
        },
        remedy: [
          {
            zhTW: '請按「變更」，只為本系統的網站啟用。',
            en: 'Press “Change”: it is allowed for the portal’s sites alone.',
          },
        ],
      },
    },
  },
  'java-applets': {
    ...gone,
    group: 'browser',
    seed: 8,
    label: { zhTW: '指令碼處理-Java Applets的指令碼化', en: 'Scripting of Java applets' },
    purpose: { zhTW: '過去由 Java 程式讀卡。', en: 'Java programs once read the card.' },
    findings: notNeeded('瀏覽器已不支援 Java Applets。', 'Browsers no longer run Java applets.'),
  },
  'secure-page': {
    group: 'browser',
    seed: 9,
    label: { zhTW: '允許網頁使用受限制的通訊協定於主動式內容', en: 'Pages come by a secure connection' },
    purpose: {
      zhTW: '讀卡元件只為經加密連線的網頁服務。',
      en: 'The card component serves pages that come by an encrypted connection.',
    },
    wanted: { zhTW: '加密連線（https）', en: 'Encrypted (https)' },
    fix: 'guided',
    undo: false,
    findings: {
      secure: { mark: 'ok', current: { zhTW: '加密連線', en: 'Encrypted' } },
      insecure: {
        mark: 'fail',
        current: { zhTW: '未加密的連線：{sites}', en: 'Not encrypted: {sites}' },
        remedy: [
          {
            zhTW: '請由書籤或 https:// 開頭的網址開啟本系統。',
            en: 'Open the portal from its bookmark, or by an address that begins with https://.',
          },
        ],
      },
      'no-page': {
        mark: 'not-needed',
        current: { zhTW: '目前沒有開啟本系統的網頁', en: 'No page of the portal is open' },
      },
    },
  },
  'pop-ups': {
    group: 'browser',
    seed: 10,
    label: { zhTW: '使用快顯封鎖程式', en: 'Pop-ups' },
    purpose: {
      zhTW: '部分功能另開視窗執行。',
      en: 'Some functions open in a window of their own.',
    },
    wanted: { zhTW: '停用（對本系統的網站）', en: 'Not blocked for the portal’s sites' },
    fix: 'automatic',
    undo: true,
    findings: popUpFindings,
  },
  'pop-ups-privacy': {
    group: 'browser',
    seed: 11,
    label: { zhTW: '隱私權-開啟快顯封鎖程式', en: 'Pop-ups (privacy)' },
    purpose: { zhTW: '與上一項是瀏覽器的同一個設定。', en: 'The same switch of the browser as the row above.' },
    wanted: { zhTW: '停用（對本系統的網站）', en: 'Not blocked for the portal’s sites' },
    fix: 'automatic',
    undo: true,
    findings: popUpFindings,
  },
  'portal-list': {
    group: 'browser',
    seed: 12,
    label: { zhTW: '僅允許認可的網域使用ActiveX而不提示', en: 'Sites that may use the component' },
    purpose: {
      zhTW: '只有清單上的網站可以使用讀卡元件。',
      en: 'Only sites on the list may use the card component.',
    },
    wanted: { zhTW: '本系統的網站在清單上', en: 'The portal’s sites are on the list' },
    fix: 'guided',
    undo: false,
    findings: {
      listed: { mark: 'ok', current: { zhTW: '{sites}', en: '{sites}' } },
      refused: {
        mark: 'warn',
        current: {
          zhTW: '原則中有無法採用的項目：{entries}',
          en: 'Entries of the policy that are not taken: {entries}',
        },
        cause: {
          zhTW: '貴單位的原則有寫錯的項目；其他項目照常採用。',
          en: 'The administrator’s policy has entries that are wrong; the others are taken.',
        },
        remedy: [
          {
            zhTW: '請將檢測報告提供給貴單位資訊人員，依說明文件更正原則。',
            en: 'Give the report to your IT staff, who correct the policy by its documentation.',
          },
        ],
      },
    },
  },
  'trusted-sites': {
    group: 'browser',
    seed: 13,
    label: { zhTW: '加入信任網站', en: 'Trusted sites' },
    purpose: {
      zhTW: '讀卡元件信任本系統的網站；同一網站只列一次。',
      en: 'The component trusts the portal’s sites; each stands on its list once.',
    },
    wanted: { zhTW: '加入，且不重複', en: 'Listed, each once' },
    fix: 'guided',
    undo: false,
    findings: {
      once: { mark: 'ok', current: { zhTW: '已加入 {count} 個網站，沒有重複', en: '{count} sites, none twice' } },
      twice: {
        mark: 'warn',
        current: { zhTW: '重複列入：{sites}', en: 'Listed more than once: {sites}' },
        cause: {
          zhTW: '貴單位的原則重複列出這些網站；讀卡元件已自動合併，不影響使用。',
          en: 'The administrator’s policy lists these sites again; they count once, and everything works.',
        },
        remedy: [
          {
            zhTW: '可請貴單位資訊人員刪除重複的項目。',
            en: 'Your IT staff can remove the entries that stand twice.',
          },
        ],
      },
    },
  },
  'memory-protection': {
    ...gone,
    group: 'browser',
    seed: 14,
    label: { zhTW: '啟用記憶體保護以協助避免網路攻擊', en: 'Memory protection' },
    purpose: { zhTW: '過去的元件無法在記憶體保護下執行。', en: 'The old control did not run under it.' },
    findings: notNeeded(
      '瀏覽器一律啟用記憶體保護，不必也不應關閉。',
      'Always on in browsers of today, and must stay so.',
    ),
  },
  'binary-behaviors': {
    ...gone,
    group: 'browser',
    seed: 15,
    label: { zhTW: '二進位和指令碼行為', en: 'Binary and script behaviors' },
    purpose: { zhTW: '過去的網頁使用 HTC 元件。', en: 'The old pages used HTML components.' },
    findings: notNeeded('本系統的網頁已不使用。', 'The portal’s pages no longer use them.'),
  },
  scriptlets: {
    ...gone,
    group: 'browser',
    seed: 17,
    label: { zhTW: '允許程式碼片段', en: 'Scriptlets' },
    purpose: { zhTW: '過去的網頁使用程式碼片段。', en: 'The old pages used scriptlets.' },
    findings: notNeeded('本系統的網頁已不使用。', 'The portal’s pages no longer use them.'),
  },
  'protected-mode': {
    ...gone,
    group: 'browser',
    seed: 18,
    label: { zhTW: '啟用受保護模式', en: 'Protected mode' },
    purpose: { zhTW: '過去的元件無法在受保護模式下執行。', en: 'The old control did not run under it.' },
    findings: notNeeded(
      '瀏覽器一律在沙箱中執行，不必也不應關閉。',
      'Browsers of today always run in a sandbox, and must do so.',
    ),
  },
  'page-cache': {
    group: 'browser',
    seed: 19,
    label: { zhTW: '檢查儲存的畫面是否有較新的版本', en: 'No stale pages' },
    purpose: {
      zhTW: '瀏覽器不可拿暫存的舊網頁當作本系統目前的網頁。',
      en: 'The browser must not show a stored old page for the portal’s present one.',
    },
    wanted: { zhTW: '每次造訪網頁時', en: 'At every visit' },
    fix: 'automatic',
    undo: false,
    findings: {
      fresh: { mark: 'ok', current: { zhTW: '每次造訪網頁時', en: 'At every visit' } },
      stale: {
        mark: 'fail',
        current: { zhTW: '使用暫存的舊網頁：{sites}', en: 'A stored page is used: {sites}' },
        cause: {
          zhTW: '瀏覽器的暫存中有本系統的舊網頁。',
          en: 'The browser’s cache holds an old page of the portal.',
        },
        remedy: [
          {
            zhTW: '請按「變更」，只清除本系統網站的暫存。清除後無法復原，也不會刪除其他資料。',
            en: 'Press “Change”: only the cache of the portal’s sites is cleared. It cannot be put back; nothing else is removed.',
          },
        ],
      },
      'no-page': {
        mark: 'not-needed',
        current: { zhTW: '目前沒有開啟本系統的網頁', en: 'No page of the portal is open' },
      },
      untold: {
        mark: 'unknown',
        current: { zhTW: '網頁沒有回應，未能檢測', en: 'The page does not answer, so not checked' },
        remedy: [{ zhTW: '請重新整理本系統的網頁，再檢測一次。', en: 'Reload the portal’s page, and check again.' }],
      },
    },
  },
  bookmarks: {
    group: 'browser',
    seed: 20,
    label: { zhTW: '加入我的最愛網站', en: 'Bookmarks' },
    purpose: {
      zhTW: '從書籤開啟，不會連到仿冒的網站。',
      en: 'Opened from a bookmark, the portal is not mistaken for a look-alike.',
    },
    wanted: { zhTW: '加入', en: 'Added' },
    fix: 'automatic',
    undo: true,
    findings: {
      added: { mark: 'ok', current: { zhTW: '已加入', en: 'Added' } },
      missing: {
        mark: 'warn',
        current: { zhTW: '未加入：{sites}', en: 'Not added: {sites}' },
        remedy: [{ zhTW: '請按「變更」加入。', en: 'Press “Change” to add them.' }],
      },
    },
  },
} as const satisfies Record<string, CheckRow>
