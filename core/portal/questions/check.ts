import type { Question } from './question.ts'

export const checkQuestions: readonly Question[] = [
  {
    id: 'browser-version',
    question: {
      zhTW: '基本檢測：瀏覽器或作業系統版本出現紅色警示（「您目前使用的瀏覽器為…，請更新」「建議升級」），是什麼原因？',
      en: 'The check marks the version of the browser or the system. Why?',
    },
    answer: [
      {
        zhTW: '讀卡元件需要 Chrome 或 Edge 120 以上版本，作業系統建議 Windows 10、macOS 12 以上，或目前受支援的 Linux、ChromeOS。請更新瀏覽器；瀏覽器無法再更新時，請升級作業系統。',
        en: 'The component needs Chrome or Edge 120 or later, best on Windows 10, macOS 12 or later, or a supported Linux or ChromeOS. Update the browser; where it can no longer be updated, the system.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'dns-check',
    platform: 'vpn',
    question: {
      zhTW: '基本檢測：DNS 檢測出現紅色警示（「您的DNS設定無法連線至服務主機」），是什麼原因？',
      en: 'The check marks the DNS. Why?',
    },
    answer: [
      {
        zhTW: '電腦查不到健保資訊網的主機名稱。請貴單位資訊人員將 DNS 設為檢測結果所列的位址（健保 VPN 為 10.253.249.22），再重新檢測。',
        en: 'The computer does not find the portal’s name. Have your IT staff set the DNS to the address that the check names (10.253.249.22 on the NHI VPN), and check again.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'settings-check',
    question: {
      zhTW: '瀏覽器設定檢測：出現紅色警示，是什麼原因？',
      en: 'The check marks a browser setting. Why?',
    },
    answer: [
      {
        zhTW: '表示有設定尚未完成。按該項目會看到原因與做法；能代為變更的，按「變更我的設定，以符合系統環境需求」即可，也可以復原。',
        en: 'It is not set as it should be. Press the row to see why and what to do; what can be set for you is set by one button, and can be set back.',
      },
      {
        zhTW: '仍無法解決時，可將檢測報告傳給客服，並告知報告代碼；報告會先遮蔽個人資料。',
        en: 'If that does not help, send the report to the helpdesk and tell its code. It is masked first.',
      },
    ],
    help: ['check', 'contacts'],
  },
]
