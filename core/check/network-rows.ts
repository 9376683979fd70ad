import type { CheckRow, Finding, Remedy } from './check-row.ts'

const unreachable = {
  mark: 'unknown',
  current: { zhTW: '無法連線，未能檢測', en: 'Not reachable, so not checked' },
  cause: { zhTW: '請先處理「DNS檢測」一列。', en: 'See the row “DNS” first.' },
} as const satisfies Finding

const askStaff = {
  zhTW: '請將檢測報告提供給貴單位資訊人員。',
  en: 'Give the report to your IT staff.',
} as const

/** Where each system keeps proxies, and what to write among their exceptions. An extension can neither read nor set them. */
const proxyExceptions: Remedy = {
  windows: [
    {
      zhTW: '請開啟「設定」→「網路和網際網路」→「Proxy」→「手動設定 Proxy」的「編輯」。',
      en: 'Open Settings → Network & internet → Proxy → Manual proxy setup, Edit.',
    },
    {
      zhTW: '在「不要對下列開頭的位址使用 Proxy 伺服器」加入 *.nhi.gov.tw，按「儲存」。',
      en: 'Add *.nhi.gov.tw to the addresses that go without the proxy, and save.',
    },
  ],
  macos: [
    {
      zhTW: '請開啟「系統設定」→「網路」→使用中的網路→「詳細資訊」→「代理伺服器」。',
      en: 'Open System Settings → Network → your network → Details → Proxies.',
    },
    {
      zhTW: '在「略過這些主機與網域的代理伺服器設定」加入 *.nhi.gov.tw，按「好」。',
      en: 'Add *.nhi.gov.tw to the hosts that go without the proxy, and press OK.',
    },
  ],
  linux: [
    {
      zhTW: '請開啟系統設定的「網路」→「網路代理伺服器」，在「忽略的主機」加入 *.nhi.gov.tw。',
      en: 'Open the system’s Network settings → Network Proxy, and add *.nhi.gov.tw to the ignored hosts.',
    },
  ],
  other: [
    {
      zhTW: '請在網路設定的 Proxy 例外清單加入 *.nhi.gov.tw，或洽貴單位資訊人員。',
      en: 'Add *.nhi.gov.tw to the exceptions of the network’s proxy, or ask your IT staff.',
    },
  ],
}

const importSteps: Remedy = {
  windows: [
    {
      zhTW: '請至下載專區下載 CA.zip 並解壓縮，或由政府憑證總管理中心網站取得憑證。',
      en: 'Download and unpack CA.zip from the downloads, or get the certificates from the root authority’s site.',
    },
    {
      zhTW: '連按兩下 GRCA2.cer，核對指紋後按「安裝憑證」，存放區選「受信任的根憑證授權單位」。',
      en: 'Open GRCA2.cer, compare the fingerprint, and install it into “Trusted Root Certification Authorities”.',
    },
    {
      zhTW: 'GCA2.cer 的存放區選「中繼憑證授權單位」；完成後重新啟動瀏覽器。',
      en: 'Install GCA2.cer into “Intermediate Certification Authorities”; then restart the browser.',
    },
  ],
  macos: [
    {
      zhTW: '請至下載專區下載 CA.zip 並解壓縮，以「鑰匙圈存取」開啟 GRCA2.cer，核對指紋。',
      en: 'Download and unpack CA.zip from the downloads, open GRCA2.cer with Keychain Access, and compare the fingerprint.',
    },
    {
      zhTW: '將 GRCA2 設為「永遠信任」，再加入 GCA2.cer；完成後重新啟動瀏覽器。',
      en: 'Set GRCA2 to “Always Trust”, add GCA2.cer, and restart the browser.',
    },
  ],
  other: [
    {
      zhTW: '請至下載專區下載 CA.zip 並解壓縮，核對 GRCA2.cer 的指紋。',
      en: 'Download and unpack CA.zip from the downloads, and compare the fingerprint of GRCA2.cer.',
    },
    {
      zhTW: '開啟瀏覽器設定的「憑證」→「自訂」，匯入為信任的憑證；再匯入 GCA2.cer。',
      en: 'Open the browser’s certificate settings, and import it as trusted; then import GCA2.cer.',
    },
  ],
}

const setClock: Remedy = {
  windows: [
    {
      zhTW: '請開啟「設定」→「時間與語言」→「日期和時間」，按「立即同步」。',
      en: 'Open Settings → Time & language → Date & time, and press Sync now.',
    },
  ],
  macos: [
    {
      zhTW: '請開啟「系統設定」→「一般」→「日期與時間」，開啟「自動設定時間與日期」。',
      en: 'Open System Settings → General → Date & Time, and let them be set automatically.',
    },
  ],
  other: [{ zhTW: '請校正電腦的日期與時間。', en: 'Set the computer’s date and time right.' }],
}

/** The portal's name, as the old tool's row 「DNS檢測」 had it. */
export const addressRow = {
  'portal-address': {
    group: 'basic',
    label: { zhTW: 'DNS檢測', en: 'DNS' },
    purpose: {
      zhTW: '本系統的網址要能找到服務主機。',
      en: 'The portal’s name must lead to its server.',
    },
    wanted: { zhTW: '可連線至服務主機', en: 'The server is reached' },
    fix: 'guided',
    undo: false,
    findings: {
      reached: {
        mark: 'ok',
        current: { zhTW: '您的DNS設定可連線至服務主機（{address}）', en: 'The server is reached ({address})' },
      },
      'name-unknown': {
        mark: 'fail',
        current: { zhTW: '找不到服務主機：{sites}', en: 'The name is not found: {sites}' },
        cause: {
          zhTW: '您的DNS設定無法連線至服務主機，請洽詢貴單位資訊人員設定DNS連線：{dnsServer}',
          en: 'Your DNS settings do not reach the service; ask your IT staff to set DNS to {dnsServer}',
        },
        remedy: {
          windows: [
            {
              zhTW: '請開啟「設定」→「網路和網際網路」→使用中的網路→「DNS 伺服器指派」，按「編輯」，填入 {dnsServer}。',
              en: 'Open Settings → Network & internet → your network → DNS server assignment, Edit, and enter {dnsServer}.',
            },
            {
              zhTW: '若瀏覽器設定的「使用安全 DNS」已開啟，請關閉：它會略過上述設定。',
              en: 'Where the browser’s “Use secure DNS” is on, switch it off: it passes those settings by.',
            },
          ],
          macos: [
            {
              zhTW: '請開啟「系統設定」→「網路」→使用中的網路→「詳細資訊」→「DNS」，加入 {dnsServer}。',
              en: 'Open System Settings → Network → your network → Details → DNS, and add {dnsServer}.',
            },
            {
              zhTW: '若瀏覽器設定的「使用安全 DNS」已開啟，請關閉：它會略過上述設定。',
              en: 'Where the browser’s “Use secure DNS” is on, switch it off: it passes those settings by.',
            },
          ],
          other: [
            {
              zhTW: '請在網路設定將 DNS 設為 {dnsServer}，並關閉瀏覽器的「使用安全 DNS」；或洽貴單位資訊人員。',
              en: 'Set DNS to {dnsServer} in the network’s settings, and switch the browser’s “Use secure DNS” off; or ask your IT staff.',
            },
          ],
        },
      },
      elsewhere: {
        mark: 'fail',
        current: { zhTW: '連到其他位址：{address}', en: 'It leads elsewhere: {address}' },
        cause: {
          zhTW: '網址連到的位址不在貴單位原則所列的範圍：可能是 DNS 設定不正確，或途經 Proxy。',
          en: 'The address is not in the ranges of the administrator’s policy: DNS is wrong, or a proxy is on the way.',
        },
        remedy: [askStaff],
      },
      offline: {
        mark: 'fail',
        current: { zhTW: '這台電腦沒有連上網路', en: 'This computer is not on a network' },
        remedy: [
          {
            zhTW: '請檢查網路線或無線網路，以及 VPN 是否已連線。',
            en: 'Look at the cable or wireless network, and whether the VPN is up.',
          },
        ],
      },
      'no-answer': {
        mark: 'fail',
        current: { zhTW: '服務主機沒有回應：{sites}（{error}）', en: 'The server does not answer: {sites} ({error})' },
        cause: {
          zhTW: '網址找得到，但連不上：可能是 VPN 未連線、防火牆阻擋，或服務暫停。',
          en: 'The name is found and the server not reached: the VPN is down, a firewall is in the way, or the service rests.',
        },
        remedy: [
          { zhTW: '請確認 VPN 已連線，再檢測一次。', en: 'Make sure that the VPN is up, and check again.' },
          askStaff,
        ],
      },
      withheld: {
        mark: 'unknown',
        current: { zhTW: '讀卡元件未獲允許連線：{sites}', en: 'The component is kept from connecting: {sites}' },
        cause: {
          zhTW: '請先處理「執行ActiveX控制項與插件」一列。',
          en: 'See the row “The component may act on the portal” first.',
        },
      },
      'in-the-way': {
        mark: 'unknown',
        current: { zhTW: '連線被攔在途中（{error}）', en: 'The connection is stopped on the way ({error})' },
        cause: {
          zhTW: '請看「Proxy」與「網站憑證」兩列。',
          en: 'See the rows “Proxy” and “Site certificate”.',
        },
      },
    },
  },
} as const satisfies Record<string, CheckRow>

/** What the old tool did not look at, and its questions and answers tell of. */
export const networkRows = {
  proxy: {
    group: 'network',
    label: { zhTW: 'Proxy', en: 'Proxy' },
    purpose: { zhTW: '本系統不經 Proxy 連線。', en: 'The portal is reached without a proxy.' },
    wanted: {
      zhTW: '不使用 Proxy，或將 *.nhi.gov.tw 列為例外',
      en: 'No proxy, or *.nhi.gov.tw among its exceptions',
    },
    fix: 'guided',
    undo: false,
    findings: {
      none: { mark: 'ok', current: { zhTW: '連線途中沒有發現 Proxy', en: 'None was seen on the way' } },
      seen: {
        mark: 'warn',
        current: { zhTW: '連線經過 Proxy（{proxy}）', en: 'A proxy is on the way ({proxy})' },
        cause: {
          zhTW: '服務主機收到的連線帶有 Proxy 的標記。',
          en: 'What arrives at the server bears a proxy’s mark.',
        },
        remedy: proxyExceptions,
      },
      dead: {
        mark: 'fail',
        current: { zhTW: 'Proxy 沒有回應或拒絕連線（{error}）', en: 'The proxy does not answer or refuses ({error})' },
        cause: {
          zhTW: '瀏覽器設定為經 Proxy 連線，但 Proxy 無法使用。',
          en: 'The browser is set to use a proxy that does not work.',
        },
        remedy: proxyExceptions,
      },
      'other-server': {
        mark: 'fail',
        current: { zhTW: '回應的不是本系統：{sites}', en: 'Something else answers for {sites}' },
        cause: {
          zhTW: '途中的 Proxy、過濾設備或公用網路的登入頁代替本系統回應。',
          en: 'A proxy, a filter or a public network’s sign-in page answers in the portal’s place.',
        },
        remedy: proxyExceptions,
      },
      unreachable,
    },
  },
  'site-certificate': {
    group: 'network',
    label: { zhTW: '網站憑證', en: 'Site certificate' },
    purpose: {
      zhTW: '這台電腦要信任本系統網站的憑證。',
      en: 'This computer has to trust the certificate of the portal’s site.',
    },
    wanted: { zhTW: '信任', en: 'Trusted' },
    fix: 'guided',
    undo: false,
    findings: {
      trusted: { mark: 'ok', current: { zhTW: '信任', en: 'Trusted' } },
      untrusted: {
        mark: 'fail',
        current: { zhTW: '此網站的安全憑證有問題：{sites}', en: 'Not trusted: {sites}' },
        cause: {
          zhTW: '這台電腦可能缺少 {authorities}；也可能有防毒軟體或 Proxy 以自己的憑證代替。',
          en: 'This computer probably lacks {authorities}; or antivirus software or a proxy shows a certificate of its own.',
        },
        remedy: importSteps,
        action: 'open-certificate-help',
      },
      'wrong-time': {
        mark: 'fail',
        current: { zhTW: '憑證不在有效期間：{sites}', en: 'Not valid at this time: {sites}' },
        cause: { zhTW: '多半是這台電腦的日期不正確。', en: 'Most often this computer’s date is wrong.' },
        remedy: [
          {
            zhTW: '請校正電腦的日期與時間，再檢測一次。',
            en: 'Set the computer’s date and time right, and check again.',
          },
        ],
      },
      'other-name': {
        mark: 'fail',
        current: { zhTW: '憑證屬於另一個網站：{sites}', en: 'The certificate is another site’s: {sites}' },
        cause: {
          zhTW: '網址可能連到別的主機，或途中有設備代替本系統回應。',
          en: 'The name leads to another server, or something on the way answers in its place.',
        },
        remedy: [askStaff],
      },
      broken: {
        mark: 'fail',
        current: { zhTW: '無法建立安全連線（{error}）', en: 'No secure connection ({error})' },
        cause: {
          zhTW: '途中的防毒軟體、過濾設備或 Proxy 可能在拆解加密連線。',
          en: 'Antivirus software, a filter or a proxy may be opening the encrypted connection.',
        },
        remedy: [askStaff],
      },
      unreachable,
    },
  },
  clock: {
    group: 'network',
    label: { zhTW: '電腦時間', en: 'Computer clock' },
    purpose: {
      zhTW: '電腦時間與服務主機相差太多時，登入會被拒絕。',
      en: 'With a clock too far from the server’s, sign-ins are refused.',
    },
    wanted: { zhTW: '相差 20 秒以內', en: 'Within 20 seconds' },
    fix: 'guided',
    undo: false,
    findings: {
      right: { mark: 'ok', current: { zhTW: '相差 {seconds} 秒', en: '{seconds} s apart' } },
      off: {
        mark: 'warn',
        current: { zhTW: '相差 {seconds} 秒', en: '{seconds} s apart' },
        remedy: setClock,
      },
      wrong: {
        mark: 'fail',
        current: { zhTW: '相差 {seconds} 秒，登入會被拒絕', en: '{seconds} s apart: sign-ins are refused' },
        remedy: setClock,
      },
      unreachable,
    },
  },
  'card-status': {
    group: 'network',
    label: { zhTW: '憑證狀態查詢', en: 'Status of cards' },
    purpose: {
      zhTW: '服務主機登入時查詢卡片是否已廢止。',
      en: 'At a sign-in the server looks up whether the card is revoked.',
    },
    wanted: { zhTW: '服務主機可以查詢', en: 'The server can look it up' },
    fix: 'guided',
    undo: false,
    findings: {
      current: { mark: 'ok', current: { zhTW: '服務主機可以查詢', en: 'The server can look it up' } },
      late: {
        mark: 'warn',
        current: { zhTW: '服務主機暫時無法取得部分發卡中心的資料', en: 'The server lacks word of some issuing centre' },
        cause: {
          zhTW: '問題在服務主機與發卡中心之間，與這台電腦無關；部分卡片可能暫時無法登入。',
          en: 'It lies between the server and the issuing centre, not in this computer; some cards may be refused for now.',
        },
        remedy: [{ zhTW: '請稍後再試。', en: 'Try again later.' }],
      },
      unreachable,
    },
  },
  'local-network': {
    group: 'network',
    label: { zhTW: '區域網路權限', en: 'Local network permission' },
    purpose: {
      zhTW: '網頁由公用網路連到內部位址時，瀏覽器會先詢問。',
      en: 'Where a page from a public address calls an inner one, the browser asks first.',
    },
    wanted: { zhTW: '未封鎖', en: 'Not blocked' },
    fix: 'guided',
    undo: false,
    findings: {
      'not-blocked': { mark: 'ok', current: { zhTW: '未封鎖', en: 'Not blocked' } },
      blocked: {
        mark: 'warn',
        current: { zhTW: '已封鎖：{sites}', en: 'Blocked: {sites}' },
        cause: {
          zhTW: '這個網站曾被拒絕存取區域網路，部分內部功能可能無法使用。',
          en: 'The site was once refused the local network; some inner functions may not work.',
        },
        remedy: [
          {
            zhTW: '請按網址列左側的圖示→「網站設定」，將「區域網路」改為「允許」。',
            en: 'Press the icon left of the address → Site settings, and allow the local network.',
          },
        ],
      },
      'no-page': {
        mark: 'not-needed',
        current: { zhTW: '目前沒有開啟本系統的網頁', en: 'No page of the portal is open' },
      },
    },
  },
  'line-and-internet': {
    group: 'network',
    label: { zhTW: 'VPN 與網際網路', en: 'VPN and Internet' },
    purpose: {
      zhTW: '資安規定：使用健保 VPN 的電腦不應同時連上網際網路。',
      en: 'By the security rules a computer on the NHI line should not be on the Internet at the same time.',
    },
    wanted: { zhTW: '只連其中之一', en: 'One of the two' },
    fix: 'guided',
    undo: false,
    findings: {
      one: { mark: 'ok', current: { zhTW: '只連上 {site}', en: 'Only {site} is reached' } },
      both: {
        mark: 'warn',
        current: { zhTW: '同時連得到 VPN 與網際網路', en: 'Both the VPN and the Internet are reached' },
        cause: {
          zhTW: '惡意程式可能由網際網路經這台電腦進入健保 VPN。',
          en: 'Malware could come from the Internet by way of this computer into the NHI line.',
        },
        remedy: [
          {
            zhTW: '請與貴單位資訊人員確認網路區隔，或使用專用的電腦。',
            en: 'Ask your IT staff how the networks are kept apart, or use a computer of its own.',
          },
        ],
      },
      unreachable,
    },
  },
  downloads: {
    group: 'network',
    label: { zhTW: '下載檔案', en: 'Downloads' },
    purpose: { zhTW: '下載專區的檔案要能下載。', en: 'Files of the portal must be allowed to download.' },
    wanted: { zhTW: '未封鎖', en: 'Not blocked' },
    fix: 'automatic',
    undo: true,
    findings: {
      allowed: { mark: 'ok', current: { zhTW: '未封鎖', en: 'Not blocked' } },
      blocked: {
        mark: 'fail',
        current: { zhTW: '已封鎖：{sites}', en: 'Blocked: {sites}' },
        cause: {
          zhTW: '瀏覽器設定為封鎖這些網站自動下載多個檔案。',
          en: 'The browser blocks these sites from downloading several files.',
        },
        remedy: [
          {
            zhTW: '請按「變更」，只允許本系統的網站。',
            en: 'Press “Change”: it is allowed for the portal’s sites alone.',
          },
        ],
      },
    },
  },
} as const satisfies Record<string, CheckRow>
