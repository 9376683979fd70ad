import type { Question } from './question.ts'

export const nhiReaderQuestions: readonly Question[] = [
  {
    id: 'sam-authentication',
    platform: 'vpn',
    question: {
      zhTW: '使用健保讀卡機登入前，是否須執行安全模組（SAM 卡）認證？出現「安全模組尚未認證」怎麼辦？',
      en: 'Has the security module to be authenticated before I sign in with the NHI reader?',
    },
    answer: [
      {
        zhTW: '需要，但不必另外操作：登入時會自動認證。若出現此訊息，按「認證安全模組」即可；仍不成功時，請確認網路連線正常、讀卡機未被其他程式使用。',
        en: 'Yes, and it happens by itself at the sign-in. If the message appears, press “Authenticate the module”; if that fails, look at the network, and whether another program holds the reader.',
      },
    ],
  },
  {
    id: 'not-contracted',
    question: {
      zhTW: '登入時出現「非特約醫事機構，無法登入」，是什麼原因？',
      en: 'Why am I told that this is not a contracted institution?',
    },
    answer: [
      {
        zhTW: '可能是機構不在特約期間，或插入的卡片與選擇的卡片種類不同；訊息會說明是哪一種。',
        en: 'The institution is not contracted, or the card is not of the kind that was chosen; the message says which.',
      },
      {
        zhTW: '使用健保讀卡機時，請將醫事機構卡或醫事人員卡插入「醫事卡」插槽，健保卡插入「健保卡」插槽。特約狀態有疑問，請洽分區業務組。',
        en: 'In an NHI reader, HCA cards go into the slot for them, and NHI cards into their own. About contracts, ask your regional division.',
      },
    ],
    help: ['contacts'],
  },
  {
    id: 'nhi-reader-not-ready',
    platform: 'vpn',
    question: {
      zhTW: '使用「健保讀卡機」登入時出現「健保讀卡機未備妥，請再確認」，是什麼原因？',
      en: 'Why is the NHI card reader not ready?',
    },
    answer: [
      {
        zhTW: '找不到序列埠上的健保讀卡機，或序列埠正被其他程式（例如院所的醫療資訊系統）使用；訊息會說明是哪一種。關閉該程式後，系統會自動再試。',
        en: 'There is none on a serial port, or another program, such as the clinic’s own system, holds the port; the message says which. Close it: the component tries again by itself.',
      },
    ],
    steps: [
      { zhTW: '確認讀卡機電源與連接線。', en: 'Check the reader’s power and cable.' },
      {
        zhTW: '第一次使用時，按「選擇讀卡機」並選取它的序列埠。',
        en: 'At the first time press “Choose reader” and pick its port.',
      },
    ],
    help: ['check'],
  },
  {
    id: 'institution-mismatch',
    platform: 'vpn',
    question: {
      zhTW: '登入時出現「醫事機構代號與讀卡機晶片所載不符」，是什麼原因？',
      en: 'Why does the institution code differ from the reader’s?',
    },
    answer: [
      {
        zhTW: '醫事機構卡與健保讀卡機內的安全模組屬於不同機構，訊息會列出兩個代號。請使用同一機構的卡片與讀卡機，或改用晶片讀卡機。',
        en: 'The institution card and the security module in the reader belong to two institutions; the message shows both codes. Use a card and a reader of one, or a chip-card reader.',
      },
    ],
  },
  {
    id: 'security-module',
    platform: 'vpn',
    question: {
      zhTW: '出現安全模組的訊息（未備妥、檔案無法匯入、已過期、已註銷），怎麼辦？',
      en: 'A message speaks of the security module: not ready, not imported, expired, revoked. What now?',
    },
    answer: [
      {
        zhTW: '雲端安全模組由機構代表以醫事機構卡登入後，在「雲端安全模組申請、下載」申請並下載。請勿更改檔名，並以開啟碼在讀卡元件的「雲端安全模組」頁匯入。',
        en: 'A cloud module is applied for and downloaded by the representative. Do not rename the file; import it, with its opening code, on the component’s page of modules.',
      },
      {
        zhTW: '已過期或註銷時，請機構代表重新申請；健保讀卡機內的安全模組則請洽分區業務組。',
        en: 'When it has expired or was revoked, the representative applies again. For one inside a reader, ask your regional division.',
      },
    ],
    help: ['contacts'],
  },
]
