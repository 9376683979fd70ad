import type { Policy } from './policy.ts'

/** 政府網站資料開放宣告. */
export const openDataPolicy: Policy = {
  updated: '2026-11-30',
  lead: {
    zhTW: '為利各界廣為利用網站資料，本網站上刊載的資料與素材，其得受著作權保護的範圍，以無償、非專屬、得再授權的方式提供公眾使用。',
    en: 'So that what this site publishes can be widely used, its texts and materials, as far as copyright protects them, are offered to the public free of charge, not exclusively, and with the right to sublicense.',
  },
  sections: [
    {
      id: 'licence',
      title: { zhTW: '授權方式及範圍', en: 'Licence' },
      paragraphs: [
        {
          zhTW: '使用者得不限時間及地域，重製、改作、編輯、公開傳輸或以其他方式利用，開發各種產品或服務；使用時無須取得本署書面同意，但應註明出處。',
          en: 'You may copy, adapt, edit, transmit or otherwise use them, at any time and anywhere, in products and services of any kind. No written consent is needed; name the source.',
        },
      ],
    },
    {
      id: 'what',
      title: { zhTW: '適用的資料', en: 'What it covers' },
      paragraphs: [
        {
          zhTW: '適用於不須登入即可瀏覽的頁面，包括業務公告、系統公告、下載專區、網站使用說明、常見問答與聯絡窗口。公告並以 Atom 格式提供訂閱（/announcements.atom），系統介面說明以 OpenAPI 格式提供（/api/openapi）。',
          en: 'It covers the pages that need no sign-in: notices, downloads, guides, questions and contacts. Notices are offered as an Atom feed (/announcements.atom), the interfaces as an OpenAPI document (/api/openapi).',
        },
      ],
    },
    {
      id: 'except',
      title: { zhTW: '不適用的資料', en: 'What it does not cover' },
      paragraphs: [
        {
          zhTW: '本授權不包含專利與商標、機關標誌、個人資料、登入後的資料，以及標示由第三人享有權利的素材。',
          en: 'It does not cover patents and trademarks, the agency’s emblem, personal data, anything behind the sign-in, and materials marked as somebody else’s.',
        },
      ],
    },
    {
      id: 'care',
      title: { zhTW: '利用時請注意', en: 'Please note' },
      paragraphs: [
        {
          zhTW: '不得惡意變更資料；若利用後展示的內容與原資料不符，使用者須自負責任。本授權不表示本署推薦、認可或核准使用者的產品或服務。',
          en: 'Do not falsify the data; who shows something else than the original answers for it. The licence does not mean that the agency recommends or approves of a product or service.',
        },
      ],
    },
  ],
}
