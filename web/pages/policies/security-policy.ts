import type { Policy } from './policy.ts'

/** 資訊安全政策. */
export const securityPolicy: Policy = {
  updated: '2026-11-30',
  lead: {
    zhTW: '本網站以確保資料的機密性、完整性與可用性為目標，採行下列措施。',
    en: 'So that data stays confidential, whole and at hand, this site does the following.',
  },
  sections: [
    {
      id: 'connection',
      title: { zhTW: '連線安全', en: 'Connections' },
      paragraphs: [
        {
          zhTW: '本網站僅提供加密連線，並以嚴格的內容安全政策禁止載入任何外部程式。若瀏覽器出現憑證警告，請勿略過，請先以「電腦設定檢測」確認。',
          en: 'This site is served over encrypted connections only, and a strict content security policy lets no foreign program in. Do not pass over a certificate warning: run the settings check first.',
        },
      ],
    },
    {
      id: 'sign-in',
      title: { zhTW: '身分認證', en: 'Sign-in' },
      paragraphs: [
        {
          zhTW: '登入採電子憑證認證：伺服器每次發出只能使用一次、五分鐘內有效的要求，由卡片簽章後，逐項查驗憑證路徑、用途、效期與廢止狀態。',
          en: 'Sign-in is by card: the server gives a challenge that is good once and for five minutes, the card signs it, and the certificate’s path, purpose, dates and revocation are checked one by one.',
        },
        {
          zhTW: '移除機構管理者、註銷安全模組等重要動作，須再次以卡片簽章確認。',
          en: 'What matters most, such as removing a manager or revoking a module, has to be confirmed by a fresh signature.',
        },
      ],
    },
    {
      id: 'rights',
      title: { zhTW: '權限管理', en: 'Rights' },
      paragraphs: [
        {
          zhTW: '採「機構代表 → 機構管理者 → 機構使用者」三層授權，每個功能都須明確授權，未授權者一律拒絕；收回權限立即生效。',
          en: 'Rights go from the representative to managers and from them to users. What is not granted is refused, and what is taken back is gone at once.',
        },
      ],
    },
    {
      id: 'audit',
      title: { zhTW: '稽核與監控', en: 'Audit' },
      paragraphs: [
        {
          zhTW: '登入、異動與拒絕均留有紀錄，紀錄以雜湊鏈封存，可驗證是否遭到竄改；異常次數的呼叫會自動限制。',
          en: 'Sign-ins, changes and refusals are recorded and sealed in a chain that shows any tampering. Callers that ask too often are slowed down.',
        },
      ],
    },
    {
      id: 'files',
      title: { zhTW: '檔案與內容', en: 'Files and content' },
      paragraphs: [
        {
          zhTW: '上傳的檔案須與其副檔名相符；公告內容經過處理，不會執行程式或載入外部資源。需權限的檔案以一次性網址提供。',
          en: 'A file that is uploaded must be what its name says. Announcements cannot run or load anything. Files that need a right are given out under addresses that work once.',
        },
      ],
    },
    {
      id: 'everybody',
      title: { zhTW: '請您配合', en: 'What you can do' },
      paragraphs: [
        {
          zhTW: '請使用仍受支援的作業系統與瀏覽器並保持更新；妥善保管卡片，不將 PIN 碼告訴任何人；勿在處理健保資料的電腦安裝點對點分享軟體。',
          en: 'Use a system and a browser that are still supported, and keep them up to date. Look after your card, and tell nobody its PIN. Do not install file-sharing programs where NHI data is handled.',
        },
        {
          zhTW: '本署人員不會以電話或電子郵件詢問 PIN 碼。發現可疑情形，請立即聯絡服務電話。',
          en: 'Our staff never ask for a PIN by telephone or mail. If something looks wrong, call the helpdesk at once.',
        },
      ],
    },
  ],
}
