import type { Question } from './question.ts'

export const signInQuestions: readonly Question[] = [
  {
    id: 'component-missing',
    question: {
      zhTW: '登入時出現「未安裝憑證元件，請至下載專區下載安裝」，是什麼原因？',
      en: 'Why am I told that the card component is not installed?',
    },
    answer: [
      {
        zhTW: '網頁找不到讀卡元件。訊息會分別說明是尚未安裝、已停用、版本過舊，還是未獲允許用於此網站。',
        en: 'The page does not find the card component. The message says whether it is missing, switched off, too old, or not allowed on this site.',
      },
    ],
    steps: [
      {
        zhTW: '以 Chrome 或 Edge（120 以上版本）開啟本網站，從登入頁下載並安裝讀卡元件。',
        en: 'Open this site in Chrome or Edge 120 or later, and install the component from the sign-in page.',
      },
      {
        zhTW: '已安裝但停用時，在 chrome://extensions 或 edge://extensions 開啟它。',
        en: 'When it is switched off, switch it on at chrome://extensions or edge://extensions.',
      },
      {
        zhTW: '重新載入本頁。不需要改用 32 位元模式，也不需要重新開機。',
        en: 'Reload the page. No restart is needed.',
      },
    ],
    help: ['check', 'downloads'],
  },
  {
    id: 'supported-browsers',
    question: {
      zhTW: '目前支援哪些瀏覽器及版本？',
      en: 'Which browsers are supported, and which versions?',
    },
    answer: [
      {
        zhTW: '卡片登入：電腦版 Google Chrome 或 Microsoft Edge 120 以上版本。不需要 Internet Explorer，也不需要 ActiveX。',
        en: 'To sign in with a card: Google Chrome or Microsoft Edge 120 or later on a computer. Neither Internet Explorer nor ActiveX is needed.',
      },
      {
        zhTW: '不須卡片的頁面與一般登入：目前版本的 Chrome、Edge、Firefox 與 Safari 都可以使用。',
        en: 'For pages without a card, and the general sign-in: current Chrome, Edge, Firefox and Safari.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'cannot-download',
    question: {
      zhTW: '下載文件時出現無法開啟或找不到網站的訊息，是什麼原因？',
      en: 'A document cannot be downloaded. Why?',
    },
    answer: [
      {
        zhTW: '請先重新載入下載專區再試；登入後的檔案連結只能使用一次，請回到頁面重新按下載。',
        en: 'Reload the page and try again. Behind the sign-in a file’s address works once: press download again.',
      },
      {
        zhTW: '仍無法下載時，請檢查網路連線，以及貴單位的代理伺服器或防毒軟體是否阻擋；可執行電腦設定檢測找出原因。',
        en: 'If that does not help, look at the network, and at a proxy or virus scanner that may be in the way. The settings check tells them apart.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'both-readers',
    question: {
      zhTW: '同一台電腦可同時裝健保讀卡機跟晶片讀卡機嗎？',
      en: 'Can one computer have both an NHI card reader and a chip-card reader?',
    },
    answer: [
      {
        zhTW: '可以，而且同一種也可以接兩台以上。登入時讀卡元件會列出讀卡機與其中的卡片，並預先選取上次使用的那一台。',
        en: 'Yes, and several of one kind too. The component lists the readers with the cards in them, with the one used last chosen beforehand.',
      },
    ],
  },
  {
    id: 'nhi-card-in-chip-reader',
    question: {
      zhTW: '健保卡為何不能用在晶片讀卡機？',
      en: 'Why can an NHI card not be used in a chip-card reader?',
    },
    answer: [
      {
        zhTW: '健保卡沒有可供網站驗證的憑證，須搭配安全模組：使用健保讀卡機內的安全模組，或在晶片讀卡機使用時，先在這台電腦匯入機構的雲端安全模組。',
        en: 'It has no certificate that a site could check, so it needs a security module: the one in the NHI reader, or, in a chip-card reader, the institution’s cloud module, imported on this computer.',
      },
    ],
  },
  {
    id: 'installation-warning',
    question: {
      zhTW: '安裝讀卡元件或讀卡服務時，出現系統保護或權限的提示，要如何處理？',
      en: 'A warning of the system appears while the component or the card service is installed. What now?',
    },
    answer: [
      {
        zhTW: '讀卡元件只安裝在瀏覽器內，讀卡服務只安裝在您的使用者資料夾，兩者都不會更動系統檔案，也不需要系統管理員權限。若瀏覽器或系統仍然阻擋，請由貴單位資訊人員以原則設定允許。',
        en: 'The component lives in the browser and the card service in your own folder: neither changes system files or needs an administrator. If they are blocked all the same, your IT staff can allow them by policy.',
      },
    ],
    help: ['card-service'],
  },
  {
    id: 'one-reader-only',
    question: {
      zhTW: '如何將電腦中的晶片讀卡機，改為僅有一台？',
      en: 'How do I make the computer use one chip-card reader only?',
    },
    answer: [
      {
        zhTW: '不需要。舊系統接兩台以上會出錯，本系統會讓您選擇讀卡機。若不想看到某一台，可在讀卡元件中隱藏，或直接拔除。',
        en: 'There is no need: the old system failed with two, this one lets you choose. A reader that you do not want to see can be hidden in the component, or unplugged.',
      },
    ],
  },
  {
    id: 'general-sign-in-until',
    platform: 'internet',
    question: {
      zhTW: '「一般登入」功能的使用期限為何？',
      en: 'How long will the general sign-in stay?',
    },
    answer: [
      {
        zhTW: '停用日由本署公告，並於三個月前開始在登入頁提示；次日起請改以卡片登入。未顯示日期時，表示尚未決定停用。',
        en: 'The agency announces its last day, and the sign-in page tells of it from three months before. From the next day on, sign in with a card. No date shown means that none is set.',
      },
    ],
  },
  {
    id: 'sign-in-expired',
    question: {
      zhTW: '出現「登入要求已逾時或已使用過，請重新登入」，是什麼原因？',
      en: 'Why has my sign-in request expired or been used?',
    },
    answer: [
      {
        zhTW: '為了安全，每次登入要求只能使用一次，五分鐘內有效。請按「重新登入」。經常發生時，請確認電腦時間正確，並避免在多個分頁同時登入。',
        en: 'For safety each request is good once, for five minutes. Press “Sign in again”. If it keeps happening, check the computer’s clock, and sign in in one tab only.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'card-removed',
    question: {
      zhTW: '出現「卡片已被取出，請重新插卡」，要重新開始嗎？',
      en: 'The card was removed: do I have to begin again?',
    },
    answer: [
      {
        zhTW: '若 PIN 碼還沒有送到卡片，重新插入同一張卡片就會繼續。否則請重新登入。請確認卡片插到底、讀卡機沒有鬆動。',
        en: 'As long as no PIN was sent, it goes on when the same card is back; otherwise sign in again. Make sure that card and reader are firmly plugged in.',
      },
    ],
  },
  {
    id: 'site-not-allowed',
    question: {
      zhTW: '出現「此網站未獲允許使用讀卡元件」，是什麼原因？',
      en: 'Why may this site not use the card component?',
    },
    answer: [
      {
        zhTW: '讀卡元件只回應設定好的健保資訊網網址，以保護您的卡片。請確認網址正確；若貴單位使用其他網址，須由資訊人員以原則設定加入。',
        en: 'To protect your card, the component answers the portal’s own addresses only. Check the address; another one is added by your IT staff, by policy.',
      },
    ],
  },
  {
    id: 'tick-a-criterion',
    question: {
      zhTW: '出現「請勾選一個以上查詢條件」，是什麼原因？',
      en: 'Why do I have to tick a search criterion?',
    },
    answer: [
      {
        zhTW: '「下載捷徑專區」的申請重送、申請中、近期提供至少要勾選一項，才知道要查詢哪些檔案。',
        en: 'In the download shortcuts at least one of the boxes says which files to look for.',
      },
    ],
  },
]
