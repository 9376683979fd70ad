import type { Question } from './question.ts'

export const cardQuestions: readonly Question[] = [
  {
    id: 'institution-card-unusable',
    question: {
      zhTW: '醫事機構卡無法使用時，該與誰聯絡？',
      en: 'Whom do I ask when an institution card cannot be used?',
    },
    answer: [
      {
        zhTW: '卡片遺失、毀損、到期或 PIN 碼鎖住，請洽衛生福利部醫事憑證管理中心。登入頁的「衛生福利部醫事憑證管理中心相關網站」有連結。',
        en: 'A lost, broken, expired or locked card is a matter for the Healthcare Certification Authority. The sign-in page has the link.',
      },
    ],
  },
  {
    id: 'personnel-card-unusable',
    question: {
      zhTW: '醫事人員卡無法使用時，該與誰聯絡？',
      en: 'Whom do I ask when a personnel card cannot be used?',
    },
    answer: [
      {
        zhTW: '同樣請洽衛生福利部醫事憑證管理中心，由本人辦理。急用時，可改用自然人憑證登入。',
        en: 'The Healthcare Certification Authority too; its holder applies. In a hurry, sign in with a citizen certificate.',
      },
    ],
  },
  {
    id: 'first-password',
    question: {
      zhTW: '第一次登入，系統會不會要求更改密碼？出現「您的密碼尚未變更」怎麼辦？',
      en: 'Do I have to change a password at the first sign-in? What does “not been changed yet” mean?',
    },
    answer: [
      {
        zhTW: '以健保卡或一般登入時，從未變更過的密碼只能用來開啟變更密碼的頁面，完成變更後才能使用其他功能。',
        en: 'With an NHI card, or by the general sign-in, a password that was never changed opens its change and nothing else.',
      },
      {
        zhTW: '醫事機構卡、醫事人員卡與自然人憑證的 PIN 碼不在本系統變更，請依發卡中心的說明辦理。',
        en: 'The PINs of institution, personnel and citizen cards are changed as their issuing centres describe, not here.',
      },
    ],
  },
  {
    id: 'spare-card',
    question: { zhTW: '「醫師備用卡」是否可以登入？', en: 'Can I sign in with a physician’s spare card?' },
    answer: [
      {
        zhTW: '不行。備用卡內沒有憑證，只供醫師未帶醫師卡時讀寫健保卡的醫療專區，無法辨識個人身分。請改用醫事人員卡。',
        en: 'No. It holds no certificate: it is for reading and writing the medical part of NHI cards when the physician’s own card is not at hand. Use your personnel card.',
      },
    ],
  },
  {
    id: 'first-generation-cards',
    question: {
      zhTW: '是否可以使用一代「醫事機構憑證卡」與「醫事人員憑證卡」登入？',
      en: 'Can I sign in with a first-generation HCA card?',
    },
    answer: [
      {
        zhTW: '一代卡片都已到期或註銷，請改用新卡；若您已領有新卡，登入訊息會特別說明。尚未換卡者，請洽醫事憑證管理中心。',
        en: 'They have all expired or been revoked: use your new card. The message says so when one was issued to you; if not, ask the Healthcare Certification Authority.',
      },
    ],
  },
  {
    id: 'wrong-pin',
    question: {
      zhTW: '出現「PIN 碼錯誤，還可再試 N 次」或「PIN 碼已鎖住」，怎麼辦？',
      en: 'The PIN is wrong, or locked. What now?',
    },
    answer: [
      {
        zhTW: '請確認輸入的是這張卡片的 PIN 碼。剩餘次數由卡片告知；最後一次之前，讀卡元件會再問您一次，不確定時請先取消，不會計次。',
        en: 'Make sure that it is the PIN of this card. The card tells how many tries are left; before the last one you are asked again. Cancel when you are not sure: it costs no try.',
      },
      {
        zhTW: '次數用完後卡片會鎖住，只有發卡中心能解鎖；本系統不保管 PIN 碼，無法查詢或重設。',
        en: 'After the last try the card is locked, and only its issuing centre can unlock it. This system keeps no PINs and can look none up.',
      },
    ],
  },
  {
    id: 'mixed-environments',
    question: {
      zhTW: '出現「卡片與安全模組環境不符」，卡片會被鎖住嗎？',
      en: 'Test and production are mixed: is my card locked now?',
    },
    answer: [
      {
        zhTW: '不會。測試卡與正式卡、測試與正式的安全模組混用會造成鎖卡，因此系統在送出任何會計次的指令之前先比對，發現不符就停止，卡片沒有收到任何指令。',
        en: 'No. Mixing test and production cards or modules can lock a card; so they are compared before anything that counts is sent, and nothing was.',
      },
      {
        zhTW: '請依訊息取出不屬於此環境的卡片，或更換安全模組後再試。',
        en: 'Take out the card that the message names, or use the other module, and try again.',
      },
    ],
    help: ['test-modules'],
  },
  {
    id: 'not-enrolled',
    question: {
      zhTW: '出現「此卡片尚未登錄於本系統」，怎麼辦？',
      en: 'My card is not enrolled here. What now?',
    },
    answer: [
      {
        zhTW: '憑證有效，但系統尚未登錄這張卡片屬於哪一位人員或哪一家機構。系統不會以姓名或末四碼自動比對。請攜帶身分證明文件洽分區業務組登錄。',
        en: 'The certificate is good, but it is not recorded to whom the card belongs; nobody is matched by name or the last four digits. Ask your regional division to enrol it, and bring proof of identity.',
      },
    ],
    help: ['contacts'],
  },
]
