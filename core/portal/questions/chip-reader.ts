import type { Question } from './question.ts'

export const chipReaderQuestions: readonly Question[] = [
  {
    id: 'reader-not-ready',
    question: {
      zhTW: '使用「晶片讀卡機」登入時出現「讀卡機未備妥，請再確認」，是什麼原因？',
      en: 'Why is the chip-card reader not ready?',
    },
    answer: [
      {
        zhTW: '可能是讀卡機未插好、驅動程式或讀卡服務未安裝、瀏覽器尚未獲允許使用，或正被其他程式使用；訊息會說明是哪一種。',
        en: 'It may be unplugged, its driver or the card service missing, not allowed to the browser yet, or held by another program; the message says which.',
      },
    ],
    steps: [
      {
        zhTW: '將讀卡機直接插在電腦的 USB 埠，不經集線器。',
        en: 'Plug the reader into the computer itself, without a hub.',
      },
      { zhTW: '需要讀卡服務時，依說明安裝。', en: 'Where the card service is needed, install it.' },
      {
        zhTW: '訊息有「選擇讀卡機」時，按下後在視窗中選取您的讀卡機。',
        en: 'Where the message offers “Choose reader”, press it and pick yours.',
      },
    ],
    help: ['card-service', 'check'],
  },
  {
    id: 'card-does-not-answer',
    question: {
      zhTW: '登入時出現「建立卡片物件失敗」，是什麼原因？',
      en: 'Why does the card not answer?',
    },
    answer: [
      {
        zhTW: '卡片沒有回應：可能插反、未插到底、晶片髒污或損壞。請晶片朝上插到底，擦拭晶片後再試，或換一台讀卡機。',
        en: 'It may be the wrong way round, not all the way in, dirty or broken. Push it in with the chip up, wipe the chip, or try another reader.',
      },
      {
        zhTW: '接了兩台以上讀卡機不再造成這個訊息，不必拔除其他讀卡機。',
        en: 'Two or more readers no longer cause it: there is no need to unplug one.',
      },
    ],
  },
  {
    id: 'certificate-refused',
    question: {
      zhTW: '登入時出現「憑證卡驗證失敗」，是什麼原因？',
      en: 'Why could the card certificate not be verified?',
    },
    answer: [
      {
        zhTW: '卡片的憑證未通過有效性檢查，訊息會說明原因與日期，常見的有：',
        en: 'The certificate is not valid; the message says why, with the dates. Often:',
      },
      {
        zhTW: '已註銷（例如已換發新卡，仍使用舊卡）、已過期、尚未生效、尚未開卡，或不是本系統信任的發卡中心所核發。',
        en: 'it was revoked, since a new card was issued; it has expired, is not valid yet or not activated; or comes from an issuer that is not trusted here.',
      },
      {
        zhTW: '請改用新卡，或洽發卡中心辦理。若訊息表示暫時無法查詢狀態，請稍後再試。',
        en: 'Use the new card, or ask the issuing centre. If its status cannot be told at present, try again later.',
      },
    ],
  },
  {
    id: 'no-certificate',
    question: {
      zhTW: '登入時出現「找不到卡片中的任何憑證」，是什麼原因？',
      en: 'Why is no certificate found on the card?',
    },
    answer: [
      {
        zhTW: '卡片沒有憑證（例如醫師備用卡或安全模組卡），或卡片讀不出來。請確認插入的是登入用的卡片。',
        en: 'It has none, as a spare card or a module card, or it cannot be read. Make sure that it is the card you sign in with.',
      },
      {
        zhTW: '剛安裝完元件時，請先重新載入本頁；仍不行再重新啟動瀏覽器，最後才重新開機。',
        en: 'Right after an installation, reload the page first; then restart the browser, and only then the computer.',
      },
    ],
  },
  {
    id: 'card-needs-middleware',
    question: {
      zhTW: '出現「這張卡片須搭配發卡中心的元件」或「發卡中心的元件無法使用」，怎麼辦？',
      en: 'The card needs its issuing centre’s component. What now?',
    },
    answer: [
      {
        zhTW: '部分卡片的簽章方式未公開，須安裝發卡中心的卡片管理工具（例如 HiCOS），並由讀卡服務使用。安裝後請重新載入本頁；仍不行請更新該工具。',
        en: 'How some cards sign is not public: they need the card tool of their issuing centre, such as HiCOS, which the card service then uses. Reload the page after installing it; if that does not help, update the tool.',
      },
    ],
    help: ['card-service'],
  },
]
