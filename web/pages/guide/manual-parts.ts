import type { Text } from '../../../core/i18n/text.ts'

/** 使用指南: how the portal is used, part by part. */
export interface ManualPart {
  readonly id: string
  readonly title: Text
  readonly steps: readonly Text[]
}

export const manual: readonly ManualPart[] = [
  {
    id: 'manual-sign-in',
    title: { zhTW: '登入與登出', en: 'Signing in and out' },
    steps: [
      {
        zhTW: '在登入頁選擇卡片與讀卡機種類，插入卡片後按「登入」。',
        en: 'On the sign-in page choose the card and the kind of reader, insert the card and press “Sign in”.',
      },
      {
        zhTW: '讀卡元件會開啟自己的視窗，請在該視窗輸入 PIN 碼；網頁不會向您要 PIN 碼。',
        en: 'The card component opens a window of its own: enter your PIN there, never on a page.',
      },
      {
        zhTW: '為多家機構服務時，登入後選擇要代表的機構。',
        en: 'Who works for several institutions chooses one then.',
      },
      {
        zhTW: '離開前按右上方的「登出」並取出卡片；閒置過久會自動登出。',
        en: 'Before you leave, press “Sign out” and take the card. Who does nothing for a while is signed out.',
      },
    ],
  },
  {
    id: 'manual-announcements',
    title: { zhTW: '公告事項', en: 'Announcements' },
    steps: [
      {
        zhTW: '登入前可看業務公告、系統公告與資安專區；登入後另有分區業務公告與署本部公告。',
        en: 'Business and system notices and those on security are read by everybody; behind the sign-in there are those of your division and of the headquarters.',
      },
      {
        zhTW: '按「詳細資料…」就地展開內容、附件與聯絡人；「公告事項查詢」可用關鍵字搜尋。',
        en: 'Press “Details …” to open one in place, with its files and contact. The search looks for words in all of them.',
      },
    ],
  },
  {
    id: 'manual-downloads',
    title: { zhTW: '下載專區', en: 'Downloads' },
    steps: [
      {
        zhTW: '依類別與服務項目查詢，或輸入全部或部分文字搜尋檔案；勾選「按更新日期排序」，最新的排在最前面。',
        en: 'Choose by category and service item, or search for words; tick “Newest first” to see the newest at the top.',
      },
    ],
  },
  {
    id: 'manual-rights',
    title: { zhTW: '機構授權作業', en: 'Managers, users and services' },
    steps: [
      {
        zhTW: '機構代表：在「機構管理者維護作業」指派、移除管理者，或重設管理者密碼。',
        en: 'The representative appoints and removes managers, and resets their passwords.',
      },
      {
        zhTW: '機構管理者：申請健保服務、指派使用者，再授權各使用者可使用的服務。',
        en: 'A manager applies for services, appoints users, and grants them services.',
      },
      {
        zhTW: '收回的權限立即生效；「異動紀錄」可查詢誰在何時做了什麼。',
        en: 'What is taken back is gone at once. The history tells who did what, and when.',
      },
    ],
  },
  {
    id: 'manual-modules',
    title: { zhTW: '雲端安全模組申請、下載', en: 'Cloud security modules' },
    steps: [
      {
        zhTW: '機構代表登入 VPN 平台提出申請，審核通過後下載模組檔。',
        en: 'On the VPN platform the representative applies, and downloads the file once the application has passed.',
      },
      {
        zhTW: '在要使用的電腦，以讀卡元件的「雲端安全模組」頁匯入檔案並輸入開啟碼；請勿更改檔名。',
        en: 'On the computer where it is used, import it on the component’s page of modules with its opening code. Do not rename the file.',
      },
    ],
  },
  {
    id: 'manual-site-map',
    title: { zhTW: '網站地圖與聯絡窗口', en: 'Site map and contacts' },
    steps: [
      {
        zhTW: '「網站地圖」列出所有開放的功能；登入後，您可使用的功能是綠色連結，其餘為黑色文字。',
        en: 'The site map lists every open function; behind the sign-in yours are green links, the others black text.',
      },
      {
        zhTW: '有業務問題時，由「聯絡窗口」依服務項目查詢承辦單位與電話。',
        en: 'For questions, the contacts tell by service item whom to call.',
      },
    ],
  },
]
