import type { Policy } from './policy.ts'

/** 隱私權政策. What it says of periods and places is what the server and the extension do (docs/server.md, docs/check.md). */
export const privacyPolicy: Policy = {
  updated: '2026-11-30',
  lead: {
    zhTW: '本網站重視您的隱私。以下說明我們蒐集哪些資料、為什麼蒐集、保存多久，以及您可以怎麼做。',
    en: 'Your privacy matters to us. This is what we collect, why, for how long, and what you can do about it.',
  },
  sections: [
    {
      id: 'scope',
      title: { zhTW: '一、適用範圍', en: '1. What this covers' },
      paragraphs: [
        {
          zhTW: '本政策適用於健保資訊網服務系統的網頁、伺服器與讀卡元件（瀏覽器擴充功能及讀卡服務程式）。',
          en: 'This policy covers the pages and the server of the NHI Information Service, and the card component (the browser extension and the card service).',
        },
        {
          zhTW: '由本網站連結前往的其他機關網站，依各該網站的隱私權政策處理；離開本網站時會另開視窗。',
          en: 'Other sites that this one links to follow their own policies. A link that leaves this site opens a new window.',
        },
      ],
    },
    {
      id: 'collected',
      title: { zhTW: '二、蒐集的資料與目的', en: '2. What is collected, and why' },
      paragraphs: [
        {
          zhTW: '不登入也能瀏覽公告、說明、下載專區與聯絡窗口，本網站不會要求您提供個人資料。',
          en: 'Notices, guides, downloads and contacts can be read without signing in and without telling who you are.',
        },
        {
          zhTW: '登入時，伺服器取得卡片憑證所載的資料（使用健保卡時為卡面基本資料），只用來確認身分、所屬機構與權限。',
          en: 'At a sign-in the server gets what stands in the card’s certificate (of an NHI card, its basic data), and uses it only to know the person, the institution and what they may do.',
        },
        {
          zhTW: '機構管理者與使用者的姓名、身分證號、聯絡電話與電子郵件，用於指派、授權及聯繫；清單上的身分證號一律遮蔽。',
          en: 'Names, ID numbers, telephone numbers and mail addresses of managers and users serve appointment, rights and contact. ID numbers are masked in every list.',
        },
      ],
    },
    {
      id: 'cards',
      title: { zhTW: '三、卡片與 PIN 碼', en: '3. Cards and PINs' },
      paragraphs: [
        {
          zhTW: 'PIN 碼只在讀卡元件自己的視窗或讀卡機的鍵盤上輸入，直接交給卡片驗證；網頁與伺服器都收不到，也不會保存。',
          en: 'A PIN is entered only in the card component’s own window or on the reader’s keypad, and goes to the card. Neither the page nor the server ever gets it, and it is kept nowhere.',
        },
        {
          zhTW: '一般登入及健保卡登入使用的密碼，僅以無法還原的 Argon2id 雜湊值保存。',
          en: 'Passwords, of the general sign-in and beside the NHI card, are kept as Argon2id hashes, which cannot be turned back.',
        },
      ],
    },
    {
      id: 'browser',
      title: { zhTW: '四、Cookie 與瀏覽器儲存的資料', en: '4. Cookies and what the browser keeps' },
      paragraphs: [
        {
          zhTW: '本網站只使用登入所必需的 Cookie，登出或逾時即失效；不使用廣告、追蹤或第三方分析工具。',
          en: 'This site uses only the cookies that a sign-in needs; they end with it. It has no advertising, no tracking and no third-party analytics.',
        },
        {
          zhTW: '瀏覽器另會記住您選擇的語言、上次使用的卡片種類，以及網頁用來證明身分的金鑰；這些只存在您的電腦，清除瀏覽資料即可刪除。',
          en: 'Your browser also keeps the language, the kind of card used last, and the key by which the page proves itself. They stay on your computer; clearing the browsing data removes them.',
        },
      ],
    },
    {
      id: 'check-reports',
      title: { zhTW: '五、電腦設定檢測報告', en: '5. Reports of the settings check' },
      paragraphs: [
        {
          zhTW: '檢測結果留在您的電腦，只有在您看過內容並按下傳送後，才會送給客服。報告先遮蔽電話、電子郵件與使用者資料夾名稱等資訊，保存 30 日後自動刪除。',
          en: 'Results of the check stay on your computer. They are sent only after you have read the report and pressed the button; telephone numbers, mail addresses, names of home folders and the like are masked first. A report is deleted after 30 days.',
        },
      ],
    },
    {
      id: 'records',
      title: { zhTW: '六、使用紀錄', en: '6. Records' },
      paragraphs: [
        {
          zhTW: '為了資訊安全與責任歸屬，系統記錄登入、異動與被拒絕的動作，包括時間、網路位址與結果；紀錄不含姓名、PIN 碼或密碼，並加以封存，以便發現竄改。',
          en: 'For security and accountability, sign-ins, changes and refusals are recorded with time, network address and outcome. The records hold no name, PIN or password, and are sealed so that a change would show.',
        },
        {
          zhTW: '稽核紀錄僅限獲授權的人員查詢，查詢本身也會留下紀錄。',
          en: 'Only those with the right may search the audit, and each search is recorded as well.',
        },
      ],
    },
    {
      id: 'sharing',
      title: { zhTW: '七、資料的提供與共用', en: '7. Sharing' },
      paragraphs: [
        {
          zhTW: '除法律規定，或您選擇進入其他機關的系統時為您單一登入所必需者外，本網站不會將您的資料提供給他人，也不會出售或出租。',
          en: 'Nothing is given to others, sold or lent, unless the law asks for it, or a single sign-on needs it when you choose to go to another agency’s system.',
        },
        {
          zhTW: '驗證憑證是否廢止時，伺服器只向發卡中心詢問憑證序號。',
          en: 'To know whether a card is revoked, the server tells the issuing centre nothing but the certificate’s number.',
        },
      ],
    },
    {
      id: 'protection',
      title: { zhTW: '八、資料的保護', en: '8. Protection' },
      paragraphs: [
        {
          zhTW: '所有連線均加密；登入後的每次呼叫都需出示瀏覽器金鑰的證明，僅取得 Cookie 並不能讀取資料。閒置過久會自動登出。',
          en: 'Every connection is encrypted. Behind the sign-in each call bears a proof by the browser’s key: a stolen cookie alone reads nothing. Who does nothing for a while is signed out.',
        },
        {
          zhTW: '使用公用電腦時，離開前請按「登出」並取出卡片；也可在「我的登入」結束其他裝置的登入。',
          en: 'On a shared computer, sign out and take your card with you. Sign-ins on other devices can be ended under “My sessions”.',
        },
      ],
    },
    {
      id: 'rights',
      title: { zhTW: '九、您的權利與本政策的修正', en: '9. Your rights, and changes to this policy' },
      paragraphs: [
        {
          zhTW: '您可以依個人資料保護法，向本署查詢、閱覽、補充、更正您的資料，或請求停止蒐集、處理、利用或刪除。請以本網站所列的服務電話或電子信箱與我們聯絡。',
          en: 'Under the Personal Data Protection Act you may ask to see, complete or correct your data, or to have its use stopped or the data deleted. Call or write to the helpdesk named on this site.',
        },
        {
          zhTW: '本政策修正時會公布於本頁，並更新日期。',
          en: 'Changes are published on this page, with their date.',
        },
      ],
    },
  ],
}
