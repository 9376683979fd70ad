import type { Question } from './question.ts'

export const addressQuestions: readonly Question[] = [
  {
    id: 'page-cannot-be-shown',
    question: {
      zhTW: '輸入網址出現「無法顯示網頁」，是什麼原因？',
      en: 'The page cannot be shown. Why?',
    },
    answer: [
      {
        zhTW: '主機名稱查不到（DNS），或連線被代理伺服器（Proxy）攔下；電腦設定檢測會告訴您是哪一種。',
        en: 'The name is not found (DNS), or a proxy is in the way; the settings check tells which.',
      },
    ],
    steps: [
      {
        zhTW: 'DNS：請資訊人員將 DNS 設為檢測結果所列的位址。',
        en: 'DNS: have your IT staff set it to the address that the check names.',
      },
      {
        zhTW: '代理伺服器：在系統的代理伺服器設定中，將 *.nhi.gov.tw 列為不使用代理伺服器的網址。',
        en: 'Proxy: in the system’s proxy settings, leave out *.nhi.gov.tw.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'site-certificate',
    question: {
      zhTW: '出現「此網站的安全憑證有問題」，該怎麼辦？',
      en: 'There is a problem with the site’s security certificate. What now?',
    },
    answer: [
      {
        zhTW: '這台電腦缺少簽發網站憑證的政府憑證（GRCA2、GCA2）。請勿略過警告繼續瀏覽。',
        en: 'This computer lacks the government certificates above the site’s own (GRCA2, GCA2). Do not pass over the warning.',
      },
    ],
    steps: [
      {
        zhTW: '在「憑證」說明查看缺少哪一張、它的指紋與取得處。',
        en: 'Look up which one is missing, its fingerprint, and where to get it.',
      },
      {
        zhTW: '核對指紋後，由資訊人員將 GRCA2 匯入「受信任的根憑證授權單位」，GCA2 匯入「中繼憑證授權單位」。',
        en: 'After comparing the fingerprint, have GRCA2 imported among the trusted roots and GCA2 among the intermediate authorities.',
      },
      { zhTW: '關閉所有瀏覽器視窗後重新開啟。', en: 'Close all windows of the browser and open it again.' },
    ],
    help: ['certificates'],
  },
  {
    id: 'page-closes',
    question: {
      zhTW: '開啟網站時瀏覽器自動關閉或畫面空白，如何處理？',
      en: 'The browser closes, or the page stays blank. What now?',
    },
    answer: [
      {
        zhTW: '舊系統的這個問題來自 IE 的信任網站設定；本系統不使用 IE，不需要加入信任網站。',
        en: 'In the old system this came from the trusted sites of Internet Explorer, which is no longer used.',
      },
      {
        zhTW: '請更新 Chrome 或 Edge 後再試；仍發生時，暫時停用讀卡元件以外的擴充功能，並確認未以 Edge 的「IE 模式」開啟本網站。',
        en: 'Update Chrome or Edge. If it still happens, switch other extensions off for a try, and make sure that Edge does not open this site in IE mode.',
      },
    ],
    help: ['check'],
  },
]
