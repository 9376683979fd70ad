import type { Question } from './question.ts'

export const rightsQuestions: readonly Question[] = [
  {
    id: 'prepare',
    platform: 'vpn',
    question: {
      zhTW: '使用本網站，VPN 上的機構需準備的事有哪些？',
      en: 'What does an institution on the VPN have to prepare?',
    },
    answer: [
      {
        zhTW: '電腦：健保讀卡機或晶片讀卡機，以及讀卡元件（瀏覽器擴充功能）；裝好後請執行電腦設定檢測。',
        en: 'The computer: an NHI card reader or a chip-card reader, and the card component (a browser extension). Then run the settings check.',
      },
      {
        zhTW: '機構代表：有效的醫事機構卡或政府單位憑證卡、機構管理者名單。',
        en: 'The representative: a valid institution card or government unit card, and the list of managers.',
      },
      {
        zhTW: '機構管理者：有效的醫事人員卡、健保卡或自然人憑證；要申請的健保服務項目、機構使用者名單，以及各使用者可使用的項目。',
        en: 'The managers: a valid personnel card, NHI card or citizen certificate; the services to apply for, the list of users, and what each may use.',
      },
      {
        zhTW: '機構使用者：有效的醫事人員卡、健保卡或自然人憑證。',
        en: 'The users: a valid personnel card, NHI card or citizen certificate.',
      },
    ],
    help: ['check', 'downloads'],
  },
  {
    id: 'prepare-internet',
    platform: 'internet',
    question: {
      zhTW: '使用本網站，Internet 上的機構需準備的事有哪些？',
      en: 'What does an institution on the Internet have to prepare?',
    },
    answer: [
      {
        zhTW: '電腦：晶片讀卡機，以及讀卡元件（瀏覽器擴充功能）；裝好後請執行電腦設定檢測。',
        en: 'The computer: a chip-card reader, and the card component (a browser extension). Then run the settings check.',
      },
      {
        zhTW: '機構代表：有效的醫事機構卡或工商憑證、機構管理者名單。',
        en: 'The representative: a valid institution card or business certificate, and the list of managers.',
      },
      {
        zhTW: '機構管理者：有效的醫事人員卡或自然人憑證；要申請的健保服務項目、機構使用者名單，以及各使用者可使用的項目。',
        en: 'The managers: a valid personnel card or citizen certificate; the services to apply for, the list of users, and what each may use.',
      },
      {
        zhTW: '機構使用者：有效的醫事人員卡或自然人憑證。',
        en: 'The users: a valid personnel card or citizen certificate.',
      },
    ],
    help: ['check', 'downloads'],
  },
  {
    id: 'manager-and-user',
    question: {
      zhTW: '同一個人是否可為機構管理者及機構使用者？',
      en: 'Can one person be both manager and user?',
    },
    answer: [
      {
        zhTW: '可以。先由機構代表指派為機構管理者，再以自己的卡片登入，在「機構使用者維護作業」指派自己為機構使用者。',
        en: 'Yes. The representative appoints the person as a manager, who then signs in and appoints themselves as a user.',
      },
    ],
  },
  {
    id: 'menu-of-both',
    question: {
      zhTW: '若同一個人是機構管理者也是使用者，請問功能清單會是如何？',
      en: 'What does the menu of somebody who is both manager and user show?',
    },
    answer: [
      {
        zhTW: '服務選單同時列出機構管理者的作業，以及被授權的健保服務作業。',
        en: 'It shows what managers do, and the services that were granted to the person.',
      },
    ],
  },
  {
    id: 'manager-password',
    question: {
      zhTW: '機構管理者於本系統的密碼忘記如何處理？',
      en: 'A manager has forgotten the password. What now?',
    },
    answer: [
      {
        zhTW: '請機構代表以醫事機構卡（或政府單位憑證卡、工商憑證）登入，在「機構管理者維護作業」重設密碼。系統會顯示一組一次性密碼，七天內可登入一次，登入後須立即變更。',
        en: 'The representative signs in with the institution’s card and resets it under the maintenance of managers. A one-time password is shown, which signs in once within seven days and must be changed then.',
      },
    ],
  },
  {
    id: 'user-password',
    question: {
      zhTW: '機構使用者於本系統的密碼忘記如何處理？',
      en: 'A user has forgotten the password. What now?',
    },
    answer: [
      {
        zhTW: '請機構管理者登入，在「機構使用者維護作業」重設密碼。系統會顯示一組一次性密碼，七天內可登入一次，登入後須立即變更。',
        en: 'A manager signs in and resets it under the maintenance of users. A one-time password is shown, which signs in once within seven days and must be changed then.',
      },
    ],
  },
  {
    id: 'from-internet-to-vpn',
    question: {
      zhTW: '原本在健保資訊網服務系統（Internet）平台的機構，可以使用健保資訊網服務系統（VPN）平台嗎？原有的回饋檔案如何整合？',
      en: 'Can an institution of the Internet platform use the VPN platform, and what becomes of its files?',
    },
    answer: [
      {
        zhTW: '可以，只需在 VPN 平台重新申請健保服務。',
        en: 'Yes: it applies for its services anew on the VPN platform.',
      },
      {
        zhTW: '原有的回饋檔案，由機構管理者登入 VPN 平台，在「健保服務申請作業」按「申請讀取Internet資料」；隔天起即可在各作業查詢、下載。',
        en: 'For its files, a manager signs in to the VPN platform and asks for the data of the Internet platform under the application for services. They are there from the next day.',
      },
    ],
  },
  {
    id: 'site-map-and-services',
    question: {
      zhTW: '「網站地圖」與機構管理者操作「健保服務申請作業」的功能項目不同，原因為何？',
      en: 'Why does the site map show other functions than the application for services?',
    },
    answer: [
      {
        zhTW: '「網站地圖」列出系統所有開放的功能；「健保服務申請作業」只列出您的機構可以申請的項目。登入後，網站地圖中您可以使用的功能是綠色連結，其餘為黑色文字。',
        en: 'The site map lists every open function; the application lists what your institution may apply for. Behind the sign-in, what you may use is a green link there, the rest black text.',
      },
    ],
  },
  {
    id: 'pre-check-missing',
    question: {
      zhTW: '機構管理者使用「健保服務申請作業」與「使用者授權管理作業」，為何看不到「預檢醫療費用申報」？',
      en: 'Why does the claims pre-check appear neither in the application for services nor in the granting of them?',
    },
    answer: [
      {
        zhTW: '「預檢醫療費用申報」隨「醫療費用申報」一併申請與授權，不須另外辦理；取得「醫療費用申報」權限的人就能使用。',
        en: 'It comes with the medical claims: who was granted those may use the pre-check too.',
      },
    ],
  },
  {
    id: 'no-institution-card',
    question: {
      zhTW: '院所尚未持有醫事機構卡，機構負責人可否以醫事人員卡登入？',
      en: 'Without an institution card, can the head of the institution sign in with a personnel card?',
    },
    answer: [
      {
        zhTW: '以醫事機構卡登入者是機構代表。持醫事人員卡者，須先由機構代表指派為機構管理者，或由機構管理者指派為機構使用者，才能登入；因此請先向醫事憑證管理中心申辦醫事機構卡。',
        en: 'Who signs in with the institution card is its representative. The holder of a personnel card must first be appointed, as a manager by the representative or as a user by a manager: apply for the institution card first.',
      },
    ],
  },
  {
    id: 'not-assigned',
    question: {
      zhTW: '登入時出現「所持身分尚未經所在院所指派，無法登入本系統」，是什麼原因？',
      en: 'Why am I told that I have not been assigned by my institution?',
    },
    answer: [
      {
        zhTW: '系統查不到您在機構中擔任管理者或使用者。訊息會指出查的是哪一家機構：',
        en: 'You are neither a manager nor a user of the institution that the message names:',
      },
      {
        zhTW: '使用健保讀卡機（或健保卡搭配雲端安全模組）時，是安全模組所屬的機構；使用晶片讀卡機時，是所有機構都查不到。',
        en: 'with the NHI card reader, or an NHI card beside a cloud module, that of the security module; with a chip-card reader, no institution at all.',
      },
      {
        zhTW: '請機構代表指派您為機構管理者，或請機構管理者指派您為機構使用者。',
        en: 'Ask the representative to appoint you as a manager, or a manager to appoint you as a user.',
      },
    ],
  },
  {
    id: 'not-assigned-internet',
    platform: 'internet',
    question: {
      zhTW: '登入時出現「所持身分尚未經機構指派，無法登入本系統」，是什麼原因？',
      en: 'Why am I told that no institution has assigned me?',
    },
    answer: [
      {
        zhTW: '尚無任何機構將您設為機構管理者或使用者。請機構代表指派您為機構管理者，或請機構管理者指派您為機構使用者。',
        en: 'No institution has appointed you yet. Ask its representative to appoint you as a manager, or a manager to appoint you as a user.',
      },
    ],
  },
  {
    id: 'several-institutions',
    platform: 'vpn',
    question: {
      zhTW: '處理兩家以上醫事機構業務的人，以自然人憑證登入時可以選擇機構，以健保卡加健保讀卡機登入為何不行？',
      en: 'Somebody who works for several institutions can choose among them with a citizen certificate. Why not with an NHI card in the NHI reader?',
    },
    answer: [
      {
        zhTW: '健保讀卡機內的安全模組已載明是哪一家機構，因此直接以該機構登入；健保卡搭配雲端安全模組也是如此。合併申報的機構例外，請見「合併申報醫療費用之醫事機構」的說明。',
        en: 'The security module in the reader says which institution it is; a cloud module does the same. Institutions that file their claims together are the exception: see the question on merged filing.',
      },
    ],
  },
  {
    id: 'merged-filing',
    platform: 'vpn',
    question: {
      zhTW: '合併申報醫療費用之醫事機構登入時，有哪些注意事項？',
      en: 'What is to be known about signing in where institutions file their claims together?',
    },
    answer: [
      {
        zhTW: '假設 B 機構與 A 機構合併申報，由 A 申報。B 的甲君要以 A 的身分登入時，A 的管理者須將甲君指派為使用者並授權。',
        en: 'Say B files through A. For somebody of B to sign in for A, a manager of A appoints and grants.',
      },
      {
        zhTW: '健保讀卡機的安全模組是 A：直接以 A 登入。',
        en: 'With A’s security module in the reader: straight to A.',
      },
      {
        zhTW: '安全模組是 B：只是 A 的使用者時，直接以 A 登入；同時是 A 與 B 的使用者時，登入後選擇機構。清單只列出 B 與 B 的申報機構，不會出現其他機構。',
        en: 'With B’s: to A for a user of A alone; a user of both chooses. The list holds B and the one it files through, and no other institution.',
      },
      {
        zhTW: '以醫事人員卡或自然人憑證加晶片讀卡機登入：為多家機構的使用者時，登入後選擇機構。',
        en: 'With a personnel card or a citizen certificate in a chip-card reader: who is a user of several institutions chooses.',
      },
    ],
  },
  {
    id: 'carried-over-services',
    platform: 'internet',
    question: {
      zhTW: '已在舊的健保資訊網服務系統（Internet）申請過的健保服務，是否需重新申請？',
      en: 'Have services of the old Internet platform to be applied for again?',
    },
    answer: [
      {
        zhTW: '新平台啟用前半年內曾在舊平台申報醫療費用的機構不需要，服務會自動移轉；其餘機構請由機構管理者重新申請。',
        en: 'Not by institutions that filed claims there in the half-year before the cut-over: theirs are carried over. The others apply again.',
      },
    ],
  },
]
