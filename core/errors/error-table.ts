import type { Text } from '../i18n/text.ts'

/** What a button beside the message does. The screen that shows the error knows how; it shows none it cannot do. */
export type ErrorAction =
  | 'retry'
  | 'reload'
  | 'download-extension'
  | 'pair-reader'
  | 'open-check'
  | 'choose-other-reader'
  | 'open-card-centre'
  | 'authenticate-sam'
  | 'change-password'

export interface ErrorRow {
  /** The heading, to the letter of mission/06 where the portal's users know it. `{name}` is filled from details. */
  readonly heading: Text
  readonly cause: Text
  readonly remedy: Text
  readonly action?: ErrorAction
}

const headings = {
  extension: { zhTW: '未安裝憑證元件，請至下載專區下載安裝', en: 'The card component is not installed' },
  reader: { zhTW: '讀卡機未備妥，請再確認', en: 'The card reader is not ready' },
  serialReader: { zhTW: '健保讀卡機未備妥，請再確認', en: 'The NHI card reader is not ready' },
  cardObject: { zhTW: '建立卡片物件失敗', en: 'The card does not answer' },
  noCertificate: { zhTW: '找不到卡片中的任何憑證', en: 'No certificate was found on the card' },
  certificate: { zhTW: '憑證卡驗證失敗', en: 'The card certificate could not be verified' },
  notContracted: { zhTW: '非特約醫事機構，無法登入', en: 'Not a contracted medical institution' },
  stale: { zhTW: '登入要求已逾時或已使用過，請重新登入', en: 'The sign-in request has expired or was already used' },
  removed: { zhTW: '卡片已被取出，請重新插卡', en: 'The card was removed; please insert it again' },
  site: { zhTW: '此網站未獲允許使用讀卡元件', en: 'This site may not use the card component' },
  request: { zhTW: '無法完成您的要求', en: 'Your request could not be completed' },
  interrupted: { zhTW: '登入作業中斷，請重新登入', en: 'Sign-in was interrupted' },
} satisfies Record<string, Text>

const askAgain: Text = { zhTW: '請按「重新登入」再試一次。', en: 'Press “Sign in again”.' }
const tellHelpdesk: Text = {
  zhTW: '請再試一次；若仍發生，請將錯誤代碼告知客服人員。',
  en: 'Try again; if it happens again, give the error code to the helpdesk.',
}
const cardCentre: Text = {
  zhTW: '請洽發卡中心辦理，或改用其他有效的憑證卡。',
  en: 'Contact the card’s issuing centre, or use another valid card.',
}

/**
 * Every code, with what a person reads. The families and where each is made: STYLE §6.
 * A message of the old portal keeps its wording as the heading; causes and remedies are ours.
 */
export const errorTable = {
  // ---- readers: made in extension/readers, core/ccid ------------------------------------------------------------
  ERR_READER_NOT_FOUND: {
    heading: headings.reader,
    cause: {
      zhTW: '沒有找到晶片讀卡機：可能未插上電腦，或驅動程式未安裝。',
      en: 'No card reader was found: it may be unplugged, or its driver missing.',
    },
    remedy: { zhTW: '請將讀卡機插入 USB 埠後再試一次。', en: 'Plug the reader into a USB port and try again.' },
    action: 'retry',
  },
  ERR_READER_NO_PERMISSION: {
    heading: headings.reader,
    cause: { zhTW: '瀏覽器尚未獲允許使用這台讀卡機。', en: 'The browser has not been allowed to use this reader.' },
    remedy: {
      zhTW: '請按「選擇讀卡機」，在視窗中選取您的讀卡機。',
      en: 'Press “Choose reader” and pick your reader in the window.',
    },
    action: 'pair-reader',
  },
  ERR_READER_PROTECTED_CLASS: {
    heading: headings.reader,
    cause: {
      zhTW: '瀏覽器不允許擴充功能直接使用「{reader}」（標準晶片讀卡機類別受保護）。',
      en: 'The browser does not let extensions use “{reader}” directly (its USB class is protected).',
    },
    remedy: {
      zhTW: '請安裝本系統的讀卡服務程式，或改用其他讀卡機。',
      en: 'Install this system’s card service, or use another reader.',
    },
    action: 'choose-other-reader',
  },
  ERR_READER_ACCESS_DENIED: {
    heading: headings.reader,
    cause: {
      zhTW: '作業系統不允許瀏覽器開啟這台讀卡機（驅動程式或權限）。',
      en: 'The operating system does not let the browser open this reader (driver or permission).',
    },
    remedy: { zhTW: '請洽單位資訊人員確認讀卡機驅動程式。', en: 'Ask your IT staff to check the reader’s driver.' },
    action: 'open-check',
  },
  ERR_READER_BUSY: {
    heading: headings.reader,
    cause: { zhTW: '讀卡機正由另一個程式使用中。', en: 'Another program is using the reader.' },
    remedy: {
      zhTW: '請關閉其他使用讀卡機的程式後再試一次。',
      en: 'Close other programs that use the reader and try again.',
    },
    action: 'retry',
  },
  ERR_READER_LOST: {
    heading: headings.reader,
    cause: { zhTW: '讀卡機在作業中被拔除。', en: 'The reader was unplugged while in use.' },
    remedy: { zhTW: '請重新插上讀卡機後再試一次。', en: 'Plug the reader in again and try again.' },
    action: 'retry',
  },
  ERR_READER_TIMEOUT: {
    heading: headings.reader,
    cause: { zhTW: '讀卡機在時限內沒有回應。', en: 'The reader did not answer in time.' },
    remedy: { zhTW: '請拔除讀卡機，重新插上後再試一次。', en: 'Unplug the reader, plug it in again and retry.' },
    action: 'retry',
  },
  ERR_READER_PROTOCOL: {
    heading: headings.reader,
    cause: {
      zhTW: '讀卡機的回應不符合規格（{field}）。',
      en: 'The reader’s answer does not follow its standard ({field}).',
    },
    remedy: tellHelpdesk,
    action: 'retry',
  },
  ERR_READER_HOST_MISSING: {
    heading: headings.reader,
    cause: {
      zhTW: '這台電腦沒有安裝本系統的讀卡服務程式，一般的晶片讀卡機需要它。',
      en: 'This system’s card service, which ordinary card readers need, is not installed on this computer.',
    },
    remedy: {
      zhTW: '請安裝讀卡服務程式後再試一次，或洽單位資訊人員。',
      en: 'Install the card service and try again, or ask your IT staff.',
    },
    action: 'retry',
  },
  ERR_READER_HOST_BLOCKED: {
    heading: headings.reader,
    cause: {
      zhTW: '單位的瀏覽器管理政策或讀卡服務程式的設定，不允許使用讀卡服務程式。',
      en: 'Your organisation’s browser policy, or the card service’s registration, does not allow its use.',
    },
    remedy: {
      zhTW: '請洽單位資訊人員，將讀卡服務程式加入允許清單（NativeMessagingAllowlist）。',
      en: 'Ask your IT staff to allow the card service (NativeMessagingAllowlist).',
    },
    action: 'open-check',
  },
  ERR_READER_HOST_LOST: {
    heading: headings.reader,
    cause: { zhTW: '讀卡服務程式意外結束。', en: 'The card service ended unexpectedly.' },
    remedy: {
      zhTW: '請再試一次，服務會自動重新啟動；若仍發生，請將錯誤代碼告知客服人員。',
      en: 'Try again: it is started anew. If it happens again, give the error code to the helpdesk.',
    },
    action: 'retry',
  },
  ERR_READER_HOST_OUTDATED: {
    heading: headings.reader,
    cause: {
      zhTW: '讀卡服務程式的版本（{version}）與讀卡元件不符。',
      en: 'The card service’s version ({version}) does not fit the card component.',
    },
    remedy: { zhTW: '請重新安裝讀卡服務程式。', en: 'Install the card service again.' },
    action: 'retry',
  },
  ERR_READER_SERVICE: {
    heading: headings.reader,
    cause: {
      zhTW: '作業系統的智慧卡服務沒有執行。',
      en: 'The operating system’s smart card service is not running.',
    },
    remedy: {
      zhTW: '請確認讀卡機已插上；若仍發生，請洽單位資訊人員啟動智慧卡服務（Smart Card、pcscd）。',
      en: 'Check that the reader is plugged in; if it persists, ask your IT staff to start the service (Smart Card, pcscd).',
    },
    action: 'retry',
  },
  ERR_READER_SERIAL_NOT_FOUND: {
    heading: headings.serialReader,
    cause: { zhTW: '沒有找到連接於序列埠的健保讀卡機。', en: 'No NHI card reader was found on a serial port.' },
    remedy: {
      zhTW: '請確認連接線與電源，或改選「晶片讀卡機」。',
      en: 'Check cable and power, or choose the chip-card reader.',
    },
    action: 'choose-other-reader',
  },
  ERR_READER_SERIAL_BUSY: {
    heading: headings.serialReader,
    cause: {
      zhTW: '健保讀卡機的序列埠正由另一個程式使用中。',
      en: 'Another program holds the NHI reader’s serial port.',
    },
    remedy: {
      zhTW: '請關閉使用健保讀卡機的程式；連接埠釋出後會自動重試。',
      en: 'Close the program that uses it; we retry when the port is free.',
    },
    action: 'retry',
  },
  ERR_READER_SAM_NOT_AUTHENTICATED: {
    heading: { zhTW: '安全模組尚未認證', en: 'The security module has not been authenticated' },
    cause: {
      zhTW: '健保讀卡機的安全模組須先完成認證。',
      en: 'The NHI reader’s security module must be authenticated first.',
    },
    remedy: { zhTW: '請按「認證安全模組」。', en: 'Press “Authenticate the module”.' },
    action: 'authenticate-sam',
  },

  // ---- cards: made in core/smartcard, core/cards ----------------------------------------------------------------
  ERR_CARD_ABSENT: {
    heading: headings.cardObject,
    cause: { zhTW: '讀卡機中沒有卡片。', en: 'There is no card in the reader.' },
    remedy: { zhTW: '請將卡片晶片朝上插入讀卡機。', en: 'Insert the card with the chip facing up.' },
    action: 'retry',
  },
  ERR_CARD_MUTE: {
    heading: headings.cardObject,
    cause: {
      zhTW: '卡片沒有回應，可能插反、接觸不良或卡片故障。',
      en: 'The card does not answer: inserted the wrong way, dirty contacts, or faulty.',
    },
    remedy: {
      zhTW: '請取出卡片，擦拭晶片後重新插入；或換一張卡片。',
      en: 'Take the card out, wipe the chip and insert it again; or use another card.',
    },
    action: 'retry',
  },
  ERR_CARD_REMOVED: {
    heading: headings.removed,
    cause: { zhTW: '卡片在作業中被取出。', en: 'The card was taken out during a step.' },
    remedy: { zhTW: '請重新插入同一張卡片。', en: 'Insert the same card again.' },
    action: 'retry',
  },
  ERR_CARD_COMMAND: {
    heading: headings.cardObject,
    cause: {
      zhTW: '卡片拒絕了指令（{command}，狀態碼 {sw}）。',
      en: 'The card refused a command ({command}, status word {sw}).',
    },
    remedy: tellHelpdesk,
    action: 'retry',
  },
  ERR_CARD_MALFORMED: {
    heading: headings.noCertificate,
    cause: { zhTW: '卡片中的資料無法讀取（{field}）。', en: 'Data on the card cannot be read ({field}).' },
    remedy: cardCentre,
    action: 'retry',
  },
  ERR_CARD_UNKNOWN: {
    heading: headings.noCertificate,
    cause: { zhTW: '不認得這種卡片。', en: 'This kind of card is not known.' },
    remedy: { zhTW: '請改用登入頁所列的卡片。', en: 'Use one of the cards listed on the sign-in page.' },
    action: 'retry',
  },
  ERR_CARD_NEEDS_MIDDLEWARE: {
    heading: { zhTW: '這張卡片須搭配發卡中心的元件', en: 'This card needs its issuing centre’s component' },
    cause: {
      zhTW: '這種卡片須透過發卡中心的元件（HiCOS）才能簽章。',
      en: 'Cards of this kind sign only by way of their issuing centre’s own component (HiCOS).',
    },
    remedy: {
      zhTW: '請安裝發卡中心的元件與本系統的讀卡服務程式，或改用其他卡片。',
      en: 'Install the issuing centre’s component and this system’s card service, or use another card.',
    },
    action: 'retry',
  },
  ERR_CARD_NO_CERTIFICATE: {
    heading: headings.noCertificate,
    cause: { zhTW: '卡片中沒有可供登入的憑證。', en: 'The card holds no certificate for signing in.' },
    remedy: {
      zhTW: '請確認插入的是正確的卡片；若剛安裝元件，請重新載入頁面或重新啟動瀏覽器。',
      en: 'Check that it is the right card; right after an installation, reload the page or restart the browser.',
    },
    action: 'reload',
  },
  ERR_CARD_SPARE: {
    heading: headings.noCertificate,
    cause: {
      zhTW: '醫師備用卡無憑證資料，無法登入',
      en: 'A physician’s spare card holds no certificate and cannot sign in',
    },
    remedy: { zhTW: '請改用醫事人員卡登入。', en: 'Use your medical personnel card.' },
    action: 'retry',
  },
  ERR_CARD_WRONG_KIND: {
    heading: headings.notContracted,
    cause: {
      zhTW: '插入的是「{found}」，您選擇的是「{wanted}」。',
      en: 'The card inserted is “{found}”; you chose “{wanted}”.',
    },
    remedy: {
      zhTW: '請換成所選的卡片，或回登入頁改選卡片種類。',
      en: 'Insert the chosen card, or choose another kind of card.',
    },
    action: 'retry',
  },
  ERR_CARD_ENVIRONMENT: {
    heading: { zhTW: '卡片與安全模組環境不符', en: 'Test and production cards or modules are mixed' },
    cause: {
      zhTW: '測試用與正式用的卡片或模組不可混用：{culprit} 的環境不符或無法辨識。尚未對卡片送出任何會計次的指令。',
      en: 'Test and production items may not be mixed: {culprit} is of the other environment, or cannot be recognised. No command that counts was sent to a card.',
    },
    remedy: {
      zhTW: '請取出環境不符的卡片後再試一次。',
      en: 'Take out the card of the other environment and try again.',
    },
    action: 'retry',
  },

  // ---- PIN: made in core/cards, extension/pin -------------------------------------------------------------------
  ERR_PIN_WRONG: {
    heading: { zhTW: 'PIN 碼錯誤，還可再試 {triesLeft} 次', en: 'Wrong PIN; tries left: {triesLeft}' },
    cause: { zhTW: '輸入的 PIN 碼與卡片不符。', en: 'The PIN does not match the card.' },
    remedy: {
      zhTW: '請確認後重新輸入；次數用完卡片會鎖住。',
      en: 'Check it and enter it again; the card locks when no tries are left.',
    },
    action: 'retry',
  },
  ERR_PIN_BLOCKED: {
    heading: { zhTW: 'PIN 碼已鎖住', en: 'The PIN is locked' },
    cause: { zhTW: 'PIN 碼錯誤次數已達上限，卡片已鎖住。', en: 'Too many wrong PINs: the card is locked.' },
    remedy: { zhTW: '請至發卡中心網站辦理鎖卡解碼。', en: 'Unlock it at the website of the card’s issuing centre.' },
    action: 'open-card-centre',
  },
  ERR_PIN_FORMAT: {
    heading: { zhTW: 'PIN 碼格式不符', en: 'The PIN has the wrong form' },
    cause: {
      zhTW: '此卡片的 PIN 碼為 {minimum} 至 {maximum} 位數字。',
      en: 'This card’s PIN has {minimum} to {maximum} digits.',
    },
    remedy: { zhTW: '請重新輸入；尚未送到卡片，不計次數。', en: 'Enter it again; nothing was sent to the card.' },
    action: 'retry',
  },
  ERR_PIN_CANCELLED: {
    heading: { zhTW: '您已取消登入', en: 'You cancelled signing in' },
    cause: { zhTW: 'PIN 碼視窗已關閉。', en: 'The PIN window was closed.' },
    remedy: askAgain,
    action: 'retry',
  },
  ERR_PIN_TIMEOUT: {
    heading: headings.stale,
    cause: { zhTW: '未在時限內輸入 PIN 碼。', en: 'The PIN was not entered in time.' },
    remedy: askAgain,
    action: 'retry',
  },

  // ---- certificates: made in core/pki ---------------------------------------------------------------------------
  ERR_CERT_MALFORMED: {
    heading: headings.certificate,
    cause: { zhTW: '憑證內容不符合規格。', en: 'The certificate does not follow its standard.' },
    remedy: cardCentre,
    action: 'open-card-centre',
  },
  ERR_CERT_ALGORITHM: {
    heading: headings.certificate,
    cause: {
      zhTW: '憑證使用的演算法或金鑰長度不再安全。',
      en: 'The certificate’s algorithm or key length is no longer safe.',
    },
    remedy: cardCentre,
    action: 'open-card-centre',
  },
  ERR_CERT_EXPIRED: {
    heading: headings.certificate,
    cause: { zhTW: '憑證已於 {notAfter} 到期。', en: 'The certificate expired on {notAfter}.' },
    remedy: { zhTW: '請至發卡中心辦理憑證展期或換發。', en: 'Renew the certificate at its issuing centre.' },
    action: 'open-card-centre',
  },
  ERR_CERT_NOT_YET_VALID: {
    heading: headings.certificate,
    cause: { zhTW: '憑證自 {notBefore} 起才有效。', en: 'The certificate is not valid before {notBefore}.' },
    remedy: { zhTW: '請於生效後再登入。', en: 'Sign in after that date.' },
  },
  ERR_CERT_REVOKED: {
    heading: headings.certificate,
    cause: {
      zhTW: '憑證已於 {revokedAt} 廢止或停用。',
      en: 'The certificate was revoked or suspended on {revokedAt}.',
    },
    remedy: {
      zhTW: '若您已換發新卡，請改用新卡；否則請洽發卡中心。',
      en: 'If a newer card was issued, use that one; otherwise contact the issuing centre.',
    },
    action: 'open-card-centre',
  },
  ERR_CERT_SUPERSEDED: {
    heading: headings.certificate,
    cause: {
      zhTW: '此為第一代卡片，已換發新卡，舊卡憑證已於 {revokedAt} 廢止。',
      en: 'This first-generation card was replaced by a newer one; its certificate was revoked on {revokedAt}.',
    },
    remedy: { zhTW: '請改用新卡登入。', en: 'Sign in with the newer card.' },
  },
  ERR_CERT_NOT_ACTIVATED: {
    heading: headings.certificate,
    cause: { zhTW: '卡片尚未開卡。', en: 'The card has not been activated.' },
    remedy: { zhTW: '請至發卡中心網站完成開卡。', en: 'Activate it at the issuing centre’s website.' },
    action: 'open-card-centre',
  },
  ERR_CERT_UNTRUSTED: {
    heading: headings.certificate,
    cause: {
      zhTW: '憑證不是由此種卡片的發卡中心簽發。',
      en: 'The certificate was not issued by this card type’s authority.',
    },
    remedy: {
      zhTW: '請確認卡片種類；若卡片正確，請將錯誤代碼告知客服人員。',
      en: 'Check the kind of card; if it is right, give the code to the helpdesk.',
    },
  },
  ERR_CERT_POLICY: {
    heading: headings.certificate,
    cause: {
      zhTW: '憑證的政策或卡別不符合登入需求。',
      en: 'The certificate’s policy or subject type does not fit signing in.',
    },
    remedy: cardCentre,
    action: 'open-card-centre',
  },
  ERR_CERT_KEY_USAGE: {
    heading: headings.certificate,
    cause: { zhTW: '這是加密用憑證，不能用於登入簽章。', en: 'This certificate is not for signing.' },
    remedy: cardCentre,
    action: 'open-card-centre',
  },
  ERR_CERT_STATUS_UNKNOWN: {
    heading: headings.certificate,
    cause: {
      zhTW: '無法確認憑證狀態：暫時取不到廢止清冊。',
      en: 'The certificate’s status cannot be confirmed: no fresh revocation list.',
    },
    remedy: {
      zhTW: '請稍後再試；若持續發生，請告知客服人員。',
      en: 'Try again later; if it goes on, tell the helpdesk.',
    },
    action: 'retry',
  },

  // ---- sign-in: made in core/assertion, server/auth -------------------------------------------------------------
  ERR_LOGIN_CHALLENGE: {
    heading: headings.stale,
    cause: { zhTW: '登入要求只能使用一次，且五分鐘內有效。', en: 'A sign-in request works once, within five minutes.' },
    remedy: askAgain,
    action: 'retry',
  },
  ERR_LOGIN_MALFORMED: {
    heading: headings.stale,
    cause: { zhTW: '登入資料的格式不符（{field}）。', en: 'The sign-in data is malformed ({field}).' },
    remedy: askAgain,
    action: 'retry',
  },
  ERR_LOGIN_ALTERED: {
    heading: headings.stale,
    cause: {
      zhTW: '登入資料與本次登入要求不符（{field}）。',
      en: 'The sign-in data does not match this request ({field}).',
    },
    remedy: askAgain,
    action: 'retry',
  },
  ERR_LOGIN_ORIGIN: {
    heading: headings.site,
    cause: {
      zhTW: '登入資料是為另一個網站（{origin}）簽署的。',
      en: 'The sign-in data was signed for another site ({origin}).',
    },
    remedy: {
      zhTW: '請由本系統的網址重新登入，並留意是否為假冒網站。',
      en: 'Sign in from this system’s own address, and beware of imitations.',
    },
    action: 'retry',
  },
  ERR_LOGIN_SIGNATURE: {
    heading: headings.certificate,
    cause: { zhTW: '卡片簽章驗證不符。', en: 'The card’s signature does not verify.' },
    remedy: tellHelpdesk,
    action: 'retry',
  },
  ERR_LOGIN_CARD_NOT_ACCEPTED: {
    heading: headings.notContracted,
    cause: { zhTW: '此平台不接受「{card}」登入。', en: 'This platform does not accept “{card}”.' },
    remedy: { zhTW: '請改用登入頁所列的卡片。', en: 'Use one of the cards listed on the sign-in page.' },
  },
  ERR_LOGIN_NOT_ENROLLED: {
    heading: { zhTW: '此卡片尚未登錄於本系統', en: 'This card is not enrolled here' },
    cause: {
      zhTW: '憑證有效，但尚未與本系統的人員或機構資料連結。',
      en: 'The certificate is good, but leads to no enrolled person or institution.',
    },
    remedy: { zhTW: '請洽所屬分區業務組辦理卡片登錄。', en: 'Ask your division office to enrol the card.' },
  },
  ERR_LOGIN_NOT_ASSIGNED: {
    heading: {
      zhTW: '所持身分尚未經所在院所指派，無法登入本系統',
      en: 'No institution has assigned you; you cannot sign in',
    },
    cause: {
      zhTW: '查無您在任何機構的管理者或使用者身分（{institution}）。',
      en: 'You are neither manager nor user of any institution ({institution}).',
    },
    remedy: {
      zhTW: '請機構代表指派您為管理者，或請機構管理者指派您為使用者。',
      en: 'Ask the representative to make you a manager, or a manager to make you a user.',
    },
  },
  ERR_LOGIN_NOT_ASSIGNED_INTERNET: {
    heading: {
      zhTW: '所持身分尚未經機構指派，無法登入本系統',
      en: 'No institution has assigned you; you cannot sign in',
    },
    cause: {
      zhTW: '查無您在任何機構的管理者或使用者身分（{institution}）。',
      en: 'You are neither manager nor user of any institution ({institution}).',
    },
    remedy: {
      zhTW: '請機構代表指派您為管理者，或請機構管理者指派您為使用者。',
      en: 'Ask the representative to make you a manager, or a manager to make you a user.',
    },
  },
  ERR_LOGIN_NOT_CONTRACTED: {
    heading: headings.notContracted,
    cause: {
      zhTW: '機構 {institution} 目前不是特約醫事機構。',
      en: 'Institution {institution} is not contracted at present.',
    },
    remedy: { zhTW: '請洽所屬分區業務組。', en: 'Contact your division office.' },
  },
  ERR_LOGIN_INSTITUTION_MISMATCH: {
    heading: { zhTW: '醫事機構代號與讀卡機晶片所載不符', en: 'The institution code differs from the reader’s module' },
    cause: { zhTW: '卡片為 {card}，安全模組為 {sam}。', en: 'The card says {card}, the module {sam}.' },
    remedy: { zhTW: '請改選「晶片讀卡機」登入。', en: 'Sign in with the chip-card reader instead.' },
    action: 'choose-other-reader',
  },
  ERR_LOGIN_PASSWORD_UNCHANGED: {
    heading: { zhTW: '您的密碼尚未變更', en: 'Your password has not been changed yet' },
    cause: {
      zhTW: '預設或重設的密碼須先由本人變更。',
      en: 'A preset or reset password must first be changed by its holder.',
    },
    remedy: { zhTW: '請立即變更密碼。', en: 'Change it now.' },
    action: 'change-password',
  },

  // ---- page and extension: made in web/bridge, extension/content, extension/background --------------------------
  ERR_BRIDGE_MISSING: {
    heading: headings.extension,
    cause: {
      zhTW: '這個瀏覽器沒有安裝讀卡元件（擴充功能）。',
      en: 'This browser does not have the card component (extension).',
    },
    remedy: {
      zhTW: '請下載並安裝讀卡元件，再重新載入本頁。',
      en: 'Get the card component, install it and reload this page.',
    },
    action: 'download-extension',
  },
  ERR_BRIDGE_DISABLED: {
    heading: headings.extension,
    cause: {
      zhTW: '讀卡元件曾安裝於此，目前已停用或移除。',
      en: 'The component was here before and is now disabled or removed.',
    },
    remedy: {
      zhTW: '請在瀏覽器的擴充功能頁啟用讀卡元件，或重新安裝，再重新載入本頁。',
      en: 'Enable it on the browser’s extensions page or install it again, then reload.',
    },
    action: 'download-extension',
  },
  ERR_BRIDGE_OUTDATED: {
    heading: headings.extension,
    cause: {
      zhTW: '讀卡元件版本 {version} 過舊，需要 {minimum} 以上。',
      en: 'Component version {version} is too old; {minimum} or later is needed.',
    },
    remedy: { zhTW: '請更新讀卡元件後，重新載入本頁。', en: 'Update the component and reload this page.' },
    action: 'download-extension',
  },
  ERR_BRIDGE_SITE_NOT_ALLOWED: {
    heading: headings.site,
    cause: {
      zhTW: '「{origin}」不在讀卡元件允許的網站清單中。',
      en: '“{origin}” is not on the component’s list of sites.',
    },
    remedy: {
      zhTW: '請確認網址是否正確；單位資訊人員可透過管理政策加入網站。',
      en: 'Check the address; your IT staff can add sites by policy.',
    },
  },
  ERR_BRIDGE_NOT_TOP_FRAME: {
    heading: headings.site,
    cause: {
      zhTW: '只有目前分頁的主畫面可以使用讀卡元件。',
      en: 'Only the active tab’s top frame may use the component.',
    },
    remedy: { zhTW: '請直接開啟本系統網址。', en: 'Open this system’s address directly.' },
  },
  ERR_BRIDGE_RELOAD: {
    heading: { zhTW: '讀卡元件已更新，請重新載入本頁', en: 'The component was updated; please reload this page' },
    cause: {
      zhTW: '讀卡元件更新後，已開啟的頁面須重新載入。',
      en: 'After an update, pages that were open must be reloaded.',
    },
    remedy: { zhTW: '請按「重新載入」。', en: 'Press “Reload”.' },
    action: 'reload',
  },
  ERR_BRIDGE_INTERRUPTED: {
    heading: headings.interrupted,
    cause: {
      zhTW: '讀卡元件在簽章途中重新啟動；卡片已重設，PIN 碼最多計一次。',
      en: 'The component restarted while the card was signing; the card was reset and at most one try was counted.',
    },
    remedy: askAgain,
    action: 'retry',
  },
  ERR_BRIDGE_BUSY: {
    heading: { zhTW: '另一個登入作業進行中', en: 'Another sign-in is in progress' },
    cause: { zhTW: '一次只能進行一個讀卡作業。', en: 'Only one card operation can run at a time.' },
    remedy: { zhTW: '請完成或關閉另一個 PIN 碼視窗後再試。', en: 'Finish or close the other PIN window first.' },
    action: 'retry',
  },
  ERR_BRIDGE_TIMEOUT: {
    heading: headings.interrupted,
    cause: { zhTW: '讀卡元件在時限內沒有回應。', en: 'The component did not answer in time.' },
    remedy: { zhTW: '請重新載入本頁後再試一次。', en: 'Reload this page and try again.' },
    action: 'reload',
  },
  ERR_BRIDGE_INSECURE: {
    heading: headings.site,
    cause: {
      zhTW: '讀卡元件只能在安全連線（https）的頁面使用。',
      en: 'The component works on secure (https) pages only.',
    },
    remedy: { zhTW: '請以 https 網址開啟本系統。', en: 'Open this system by its https address.' },
  },
  ERR_BRIDGE_MESSAGE: {
    heading: headings.interrupted,
    cause: {
      zhTW: '頁面與讀卡元件之間的訊息格式不符（{field}）。',
      en: 'A message between page and component is malformed ({field}).',
    },
    remedy: {
      zhTW: '請重新載入本頁；若仍發生，請更新讀卡元件。',
      en: 'Reload this page; if it persists, update the component.',
    },
    action: 'reload',
  },

  // ---- HTTP: made in server/http --------------------------------------------------------------------------------
  ERR_REQUEST_MALFORMED: {
    heading: headings.request,
    cause: { zhTW: '送出的資料不正確（{field}）。', en: 'The data sent is not right ({field}).' },
    remedy: { zhTW: '請修正後再送出。', en: 'Correct it and send it again.' },
  },
  ERR_REQUEST_UNAUTHENTICATED: {
    heading: { zhTW: '您尚未登入或已登出', en: 'You are not signed in' },
    cause: { zhTW: '登入已逾時、已登出，或從未登入。', en: 'The session ended, or there was none.' },
    remedy: { zhTW: '請重新登入。', en: 'Please sign in again.' },
    action: 'retry',
  },
  ERR_REQUEST_PROOF: {
    heading: { zhTW: '您尚未登入或已登出', en: 'You are not signed in' },
    cause: {
      zhTW: '此要求缺少本頁面金鑰的證明（{field}）。',
      en: 'The request lacks the proof by this page’s key ({field}).',
    },
    remedy: { zhTW: '請確認電腦時間正確後重新登入。', en: 'Check the computer’s clock and sign in again.' },
    action: 'retry',
  },
  ERR_REQUEST_ORIGIN: {
    heading: headings.request,
    cause: { zhTW: '此要求不是由本系統的頁面送出。', en: 'The request did not come from a page of this system.' },
    remedy: { zhTW: '請由本系統的頁面重新操作。', en: 'Start again from a page of this system.' },
  },
  ERR_REQUEST_NOT_ALLOWED: {
    heading: { zhTW: '您沒有使用此功能的權限', en: 'You may not use this function' },
    cause: { zhTW: '您的角色未獲授權。', en: 'Your role has not been granted it.' },
    remedy: { zhTW: '請洽機構管理者授權。', en: 'Ask your institution’s manager.' },
  },
  ERR_REQUEST_NOT_FOUND: {
    heading: { zhTW: '找不到您要的資料', en: 'Not found' },
    cause: { zhTW: '網址有誤，或資料已不存在。', en: 'The address is wrong, or the item no longer exists.' },
    remedy: { zhTW: '請由首頁重新進入。', en: 'Start again from the home page.' },
  },
  ERR_REQUEST_CONFLICT: {
    heading: headings.request,
    cause: { zhTW: '資料已由他人變更。', en: 'Somebody else has changed it meanwhile.' },
    remedy: { zhTW: '請重新載入後再試一次。', en: 'Reload and try again.' },
    action: 'reload',
  },
  ERR_REQUEST_TOO_LARGE: {
    heading: headings.request,
    cause: { zhTW: '送出的資料超過大小上限。', en: 'The data sent is too large.' },
    remedy: { zhTW: '請縮小後再送出。', en: 'Make it smaller and send it again.' },
  },
  ERR_REQUEST_TOO_MANY: {
    heading: { zhTW: '嘗試次數過多，請稍候', en: 'Too many attempts; please wait' },
    cause: { zhTW: '短時間內的要求次數超過上限。', en: 'There were too many requests in a short time.' },
    remedy: { zhTW: '請於 {seconds} 秒後再試。', en: 'Try again in {seconds} seconds.' },
    action: 'retry',
  },
  ERR_REQUEST_NO_CRITERIA: {
    heading: { zhTW: '請勾選一個以上查詢條件', en: 'Tick at least one search criterion' },
    cause: { zhTW: '沒有勾選任何查詢條件。', en: 'No criterion was ticked.' },
    remedy: { zhTW: '請勾選後再查詢。', en: 'Tick one and search again.' },
  },
  ERR_REQUEST_UNREACHABLE: {
    heading: headings.request,
    cause: { zhTW: '無法連線至服務主機。', en: 'The service cannot be reached.' },
    remedy: { zhTW: '請確認網路連線後再試一次。', en: 'Check the network connection and try again.' },
    action: 'retry',
  },
  ERR_REQUEST_INTERNAL: {
    heading: headings.request,
    cause: { zhTW: '系統發生未預期的錯誤。', en: 'Something unexpected went wrong here.' },
    remedy: tellHelpdesk,
    action: 'retry',
  },

  // ---- settings check: made in extension/checks, web/pages/check ------------------------------------------------
  ERR_CHECK_CERTIFICATE: {
    heading: { zhTW: '此網站的安全憑證有問題', en: 'The site’s security certificate is not trusted' },
    cause: {
      zhTW: '這台電腦缺少政府憑證總管理中心的憑證（{authority}）。',
      en: 'This computer lacks the government root certificate ({authority}).',
    },
    remedy: {
      zhTW: '請依說明下載並匯入憑證，核對 SHA-256 指紋。',
      en: 'Download and import the certificate as described, comparing the SHA-256 fingerprint.',
    },
    action: 'open-check',
  },
  ERR_CHECK_UNREACHABLE: {
    heading: { zhTW: '無法顯示網頁', en: 'The page cannot be shown' },
    cause: {
      zhTW: '主機名稱無法解析，或連線經過 Proxy（{reason}）。',
      en: 'The host name does not resolve, or a proxy is in the way ({reason}).',
    },
    remedy: { zhTW: '請依檢測結果調整 DNS 或 Proxy 設定。', en: 'Change the DNS or proxy settings as the check says.' },
    action: 'open-check',
  },
  ERR_CHECK_DNS: {
    heading: {
      zhTW: '您的DNS設定無法連線至服務主機，請洽詢貴單位資訊人員設定DNS連線：{address}',
      en: 'Your DNS settings do not reach the service; ask your IT staff to set DNS to {address}',
    },
    cause: { zhTW: '目前的 DNS 無法解析服務主機的名稱。', en: 'The present DNS does not resolve the service’s name.' },
    remedy: { zhTW: '請洽單位資訊人員。', en: 'Ask your IT staff.' },
    action: 'open-check',
  },
  ERR_CHECK_BROWSER: {
    heading: {
      zhTW: '您目前使用的瀏覽器為 {browser}，請更新至 {minimum} 以上之版本',
      en: 'Your browser is {browser}; please update to {minimum} or later',
    },
    cause: { zhTW: '瀏覽器版本過舊。', en: 'The browser is too old.' },
    remedy: { zhTW: '請更新瀏覽器。', en: 'Update the browser.' },
  },
  ERR_CHECK_SYSTEM: {
    heading: {
      zhTW: '目前 {system}，建議升級到 {minimum} 版本以上作業系統',
      en: 'This is {system}; we recommend {minimum} or later',
    },
    cause: { zhTW: '作業系統版本過舊。', en: 'The operating system is too old.' },
    remedy: { zhTW: '請洽單位資訊人員升級。', en: 'Ask your IT staff to upgrade.' },
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorTable

export const errorCodes = Object.keys(errorTable) as ErrorCode[]

export const errorRow = (code: ErrorCode): ErrorRow => errorTable[code]
