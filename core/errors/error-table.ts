import type { Text } from '../i18n/text.ts'
import type { ErrorCode } from './error-codes.ts'

export interface ErrorRow {
  /** The heading, to the letter of mission/06 where the portal's users know it. `{name}` is filled from details. */
  readonly heading: Text
  readonly cause: Text
  readonly remedy: Text
}

const headings = {
  extension: { zhTW: '未安裝憑證元件，請至下載專區下載安裝', en: 'The card component is not installed' },
  reader: { zhTW: '讀卡機未備妥，請再確認', en: 'The card reader is not ready' },
  moduleName: { zhTW: '安全模組檔名不符', en: 'The module file’s name does not fit' },
  moduleFile: { zhTW: '無法匯入安全模組檔', en: 'The module file cannot be imported' },
  noModule: { zhTW: '安全模組未備妥', en: 'The security module is not ready' },
  module: { zhTW: '發卡中心的元件無法使用', en: 'The issuing centre’s component cannot be used' },
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

const enterOnReaderAgain: Text = {
  zhTW: '請重新開始輸入；尚未送到卡片，不計次數。',
  en: 'Begin again; nothing was sent to the card and no try was counted.',
}
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
  },
  ERR_READER_NO_PERMISSION: {
    heading: headings.reader,
    cause: { zhTW: '瀏覽器尚未獲允許使用這台讀卡機。', en: 'The browser has not been allowed to use this reader.' },
    remedy: {
      zhTW: '請按「選擇讀卡機」，在視窗中選取您的讀卡機。',
      en: 'Press “Choose reader” and pick your reader in the window.',
    },
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
  },
  ERR_READER_ACCESS_DENIED: {
    heading: headings.reader,
    cause: {
      zhTW: '作業系統不允許瀏覽器開啟這台讀卡機（驅動程式或權限）。',
      en: 'The operating system does not let the browser open this reader (driver or permission).',
    },
    remedy: { zhTW: '請洽單位資訊人員確認讀卡機驅動程式。', en: 'Ask your IT staff to check the reader’s driver.' },
  },
  ERR_READER_BUSY: {
    heading: headings.reader,
    cause: { zhTW: '另一個程式正在使用讀卡機或其中的卡片。', en: 'Another program is using the reader or its card.' },
    remedy: {
      zhTW: '請等它完成，或關閉使用讀卡機的程式；讀卡機釋出後會自動重試。',
      en: 'Wait until it is done, or close the program that uses the reader; we retry when the reader is free.',
    },
  },
  ERR_READER_LOST: {
    heading: headings.reader,
    cause: { zhTW: '讀卡機在作業中被拔除。', en: 'The reader was unplugged while in use.' },
    remedy: { zhTW: '請重新插上讀卡機後再試一次。', en: 'Plug the reader in again and try again.' },
  },
  ERR_READER_TIMEOUT: {
    heading: headings.reader,
    cause: { zhTW: '讀卡機在時限內沒有回應。', en: 'The reader did not answer in time.' },
    remedy: { zhTW: '請拔除讀卡機，重新插上後再試一次。', en: 'Unplug the reader, plug it in again and retry.' },
  },
  ERR_READER_PROTOCOL: {
    heading: headings.reader,
    cause: {
      zhTW: '讀卡機的回應不符合規格（{field}）。',
      en: 'The reader’s answer does not follow its standard ({field}).',
    },
    remedy: tellHelpdesk,
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
  },
  ERR_READER_HOST_LOST: {
    heading: headings.reader,
    cause: { zhTW: '讀卡服務程式意外結束。', en: 'The card service ended unexpectedly.' },
    remedy: {
      zhTW: '請再試一次，服務會自動重新啟動；若仍發生，請將錯誤代碼告知客服人員。',
      en: 'Try again: it is started anew. If it happens again, give the error code to the helpdesk.',
    },
  },
  ERR_READER_HOST_OUTDATED: {
    heading: headings.reader,
    cause: {
      zhTW: '讀卡服務程式的版本（{version}）與讀卡元件不符。',
      en: 'The card service’s version ({version}) does not fit the card component.',
    },
    remedy: { zhTW: '請重新安裝讀卡服務程式。', en: 'Install the card service again.' },
  },
  ERR_READER_CONNECTOR_MISSING: {
    heading: headings.reader,
    cause: {
      zhTW: '這台 Chromebook 沒有安裝或停用了 Google 的「Smart Card Connector」，晶片讀卡機需要它。',
      en: 'Google’s “Smart Card Connector”, which card readers need on a Chromebook, is not installed or is switched off.',
    },
    remedy: {
      zhTW: '請在 Chrome 線上應用程式商店搜尋並安裝「Smart Card Connector」後再試一次，或洽單位資訊人員。',
      en: 'Install “Smart Card Connector” from the Chrome Web Store and try again, or ask your IT staff.',
    },
  },
  ERR_READER_CONNECTOR_ASKS: {
    heading: headings.reader,
    cause: {
      zhTW: '「Smart Card Connector」尚未回應：可能正在啟動，或正在詢問是否允許使用讀卡機。',
      en: '“Smart Card Connector” has not answered yet: it is starting, or asking whether we may use readers.',
    },
    remedy: {
      zhTW: '若出現它的詢問視窗，請確認其中的識別碼是 {extension}，再按「允許」（ALLOW）；讀卡機會自動出現。',
      en: 'If its window asks, check that the id in it is {extension} and press “ALLOW”; the readers then appear.',
    },
  },
  ERR_READER_CONNECTOR_DENIED: {
    heading: headings.reader,
    cause: {
      zhTW: '「Smart Card Connector」未獲同意讓本元件使用讀卡機。',
      en: '“Smart Card Connector” was not given consent to let us use readers.',
    },
    remedy: {
      zhTW: '請在 chrome://extensions 將它停用後再啟用，重試時按「允許」（ALLOW）；單位管理的電腦請資訊人員在其政策 force_allowed_client_app_ids 加入 {extension}。',
      en: 'Switch it off and on at chrome://extensions and press “ALLOW” when it asks again; on managed computers IT staff add {extension} to its policy force_allowed_client_app_ids.',
    },
  },
  ERR_READER_CONNECTOR_LOST: {
    heading: headings.reader,
    cause: {
      zhTW: '與「Smart Card Connector」的連線中斷，或它的回應不符合規格。',
      en: 'The connection to “Smart Card Connector” was lost, or its answers do not follow its protocol.',
    },
    remedy: {
      zhTW: '請再試一次，會自動重新連線；若仍發生，請更新「Smart Card Connector」。',
      en: 'Try again: we connect anew. If it happens again, update “Smart Card Connector”.',
    },
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
  },
  ERR_READER_MODULE_FAILED: {
    heading: headings.module,
    cause: {
      zhTW: '發卡中心的元件（{module}）無法載入或執行失敗（{field}）。',
      en: 'The issuing centre’s component ({module}) cannot be loaded, or failed ({field}).',
    },
    remedy: {
      zhTW: '請再試一次；若仍發生，請重新安裝發卡中心的元件，或將錯誤代碼告知客服人員。',
      en: 'Try again; if it happens again, install the component anew, or give the error code to the helpdesk.',
    },
  },
  ERR_READER_MODULE_LOST: {
    heading: headings.module,
    cause: {
      zhTW: '發卡中心的元件（{module}）意外結束，或在時限內沒有回應。',
      en: 'The issuing centre’s component ({module}) ended unexpectedly, or did not answer in time.',
    },
    remedy: {
      zhTW: '請再試一次，元件會重新啟動；若仍發生，請將錯誤代碼告知客服人員。',
      en: 'Try again: it is started anew. If it happens again, give the error code to the helpdesk.',
    },
  },
  ERR_READER_SERIAL_NOT_FOUND: {
    heading: headings.serialReader,
    cause: { zhTW: '沒有找到連接於序列埠的健保讀卡機。', en: 'No NHI card reader was found on a serial port.' },
    remedy: {
      zhTW: '請確認連接線與電源，或改選「晶片讀卡機」。',
      en: 'Check cable and power, or choose the chip-card reader.',
    },
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
  },
  ERR_READER_SAM_NOT_AUTHENTICATED: {
    heading: { zhTW: '安全模組尚未認證', en: 'The security module has not been authenticated' },
    cause: {
      zhTW: '健保讀卡機的安全模組須先完成認證。',
      en: 'The NHI reader’s security module must be authenticated first.',
    },
    remedy: { zhTW: '請按「認證安全模組」。', en: 'Press “Authenticate the module”.' },
  },
  ERR_READER_SAM_REFUSED: {
    heading: { zhTW: '安全模組認證失敗', en: 'The security module was not authenticated' },
    cause: {
      zhTW: '健保讀卡機的安全模組不接受本系統的回應，還可再試 {triesLeft} 次；之後將永久鎖住。',
      en: 'The NHI reader’s security module did not take this portal’s answer; tries left: {triesLeft}, then it is locked for good.',
    },
    remedy: {
      zhTW: '請確認讀卡機中的安全模組是本系統所發行；在找出原因之前請勿重試，並洽客服人員。',
      en: 'Check that the module in the reader was issued for this portal; do not retry before the cause is known, and ask the helpdesk.',
    },
  },
  ERR_READER_SAM_LOCKED: {
    heading: { zhTW: '安全模組已鎖住', en: 'The security module is locked' },
    cause: {
      zhTW: '健保讀卡機的安全模組因多次認證失敗而永久鎖住。',
      en: 'The NHI reader’s security module was given too many wrong answers and is locked for good.',
    },
    remedy: {
      zhTW: '請洽健保署分區業務組換發安全模組；在此之前請改用晶片讀卡機登入。',
      en: 'Ask the NHI division for another module; until then sign in with a chip-card reader.',
    },
  },

  // ---- cards: made in core/smartcard, core/cards ----------------------------------------------------------------
  ERR_CARD_ABSENT: {
    heading: headings.cardObject,
    cause: { zhTW: '讀卡機中沒有卡片。', en: 'There is no card in the reader.' },
    remedy: { zhTW: '請將卡片晶片朝上插入讀卡機。', en: 'Insert the card with the chip facing up.' },
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
  },
  ERR_CARD_REMOVED: {
    heading: headings.removed,
    cause: { zhTW: '卡片在作業中被取出。', en: 'The card was taken out during a step.' },
    remedy: { zhTW: '請重新插入同一張卡片。', en: 'Insert the same card again.' },
  },
  ERR_CARD_COMMAND: {
    heading: headings.cardObject,
    cause: {
      zhTW: '卡片拒絕了指令（{command}，狀態碼 {sw}）。',
      en: 'The card refused a command ({command}, status word {sw}).',
    },
    remedy: tellHelpdesk,
  },
  ERR_CARD_MALFORMED: {
    heading: headings.noCertificate,
    cause: { zhTW: '卡片中的資料無法讀取（{field}）。', en: 'Data on the card cannot be read ({field}).' },
    remedy: cardCentre,
  },
  ERR_CARD_UNKNOWN: {
    heading: headings.noCertificate,
    cause: { zhTW: '不認得這種卡片。', en: 'This kind of card is not known.' },
    remedy: { zhTW: '請改用登入頁所列的卡片。', en: 'Use one of the cards listed on the sign-in page.' },
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
  },
  ERR_CARD_NO_CERTIFICATE: {
    heading: headings.noCertificate,
    cause: { zhTW: '卡片中沒有可供登入的憑證。', en: 'The card holds no certificate for signing in.' },
    remedy: {
      zhTW: '請確認插入的是正確的卡片；若剛安裝元件，請重新載入頁面或重新啟動瀏覽器。',
      en: 'Check that it is the right card; right after an installation, reload the page or restart the browser.',
    },
  },
  ERR_CARD_SPARE: {
    heading: headings.noCertificate,
    cause: {
      zhTW: '醫師備用卡無憑證資料，無法登入',
      en: 'A physician’s spare card holds no certificate and cannot sign in',
    },
    remedy: { zhTW: '請改用醫事人員卡登入。', en: 'Use your medical personnel card.' },
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
  },
  ERR_CARD_WRONG_SLOT: {
    heading: { zhTW: '卡片插錯插槽', en: 'The card is in the wrong slot' },
    cause: {
      zhTW: '健保讀卡機的每個插槽只用於一種卡片。',
      en: 'Each slot of the NHI reader is for cards of one kind.',
    },
    remedy: { zhTW: '請將卡片改插到「{slot}」。', en: 'Put the card into the {slot}.' },
  },
  ERR_CARD_IS_MODULE: {
    heading: headings.noCertificate,
    cause: {
      zhTW: '這是讀卡機的安全模組，不是登入用的卡片。',
      en: 'This is the reader’s security module, and no card to sign in with.',
    },
    remedy: { zhTW: '請將您的卡片插入讀卡機的卡片插槽。', en: 'Put your card into the reader’s slot for cards.' },
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
  },

  // ---- security modules: made in core/sam, extension/modules, server/sam ------------------------------------------
  ERR_SAM_MISSING: {
    heading: headings.noModule,
    cause: {
      zhTW: '這台電腦沒有可用的雲端安全模組；以晶片讀卡機使用健保卡登入時須有一個。',
      en: 'This computer has no cloud security module that can be used; an NHI card in a chip-card reader needs one.',
    },
    remedy: {
      zhTW: '請匯入貴機構的雲端安全模組檔（.SAM），或改用健保讀卡機。',
      en: 'Import your institution’s module file (.SAM), or use the NHI card reader.',
    },
  },
  ERR_SAM_ABSENT: {
    heading: headings.noModule,
    cause: {
      zhTW: '健保讀卡機的安全模組（SAM）插槽是空的，或其中的模組沒有回應。',
      en: 'The NHI reader’s module slots (SAM) are empty, or the module does not answer.',
    },
    remedy: {
      zhTW: '請確認安全模組已插妥，將讀卡機重新接上電源後再試一次。',
      en: 'Check that the module sits well, power the reader off and on, and try again.',
    },
  },
  ERR_SAM_OFF: {
    heading: { zhTW: '本系統未開放以雲端安全模組登入', en: 'Sign-in with a cloud security module is switched off' },
    cause: {
      zhTW: '貴單位或本系統的管理者停用了雲端安全模組。',
      en: 'The administrator of your computer, or of this portal, has switched it off.',
    },
    remedy: { zhTW: '請改用健保讀卡機登入。', en: 'Sign in with the NHI card reader.' },
  },
  ERR_SAM_FILE_SIZE: {
    heading: headings.moduleFile,
    cause: {
      zhTW: '這個檔案有 {size}，安全模組檔不超過 64 KB。',
      en: 'This file has {size}; a module file has no more than 64 KB.',
    },
    remedy: {
      zhTW: '請選擇下載後解壓縮得到的 .SAM 檔。',
      en: 'Choose the .SAM file that came out of the download’s ZIP.',
    },
  },
  ERR_SAM_FILE_ZIP: {
    heading: headings.moduleFile,
    cause: { zhTW: '這是壓縮檔（ZIP），不是安全模組檔。', en: 'This is a ZIP archive, not a module file.' },
    remedy: { zhTW: '請先解壓縮，再選擇其中的 .SAM 檔。', en: 'Unpack it first, then choose the .SAM file inside.' },
  },
  ERR_SAM_FILE_NAME: {
    heading: headings.moduleName,
    cause: {
      zhTW: '檔名應為醫事機構代號 10 碼、安全模組代號 12 碼與「.SAM」；「{name}」有 {digits} 碼。',
      en: 'It must be the institution’s 10 digits, the module’s 12 and “.SAM”; “{name}” has {digits} digits.',
    },
    remedy: {
      zhTW: '請選擇下載後解壓縮得到的 .SAM 檔，勿更改檔名。',
      en: 'Choose the .SAM file that came out of the download’s ZIP, under its own name.',
    },
  },
  ERR_SAM_FILE_RENAMED: {
    heading: headings.moduleName,
    cause: {
      zhTW: '檔名為「{name}」，內容卻是「{wanted}」。',
      en: 'The name is “{name}”, what it holds is “{wanted}”.',
    },
    remedy: {
      zhTW: '請改回原檔名；若不確定，請重新下載。',
      en: 'Give it its own name again; when in doubt, download it again.',
    },
  },
  ERR_SAM_FILE: {
    heading: headings.moduleFile,
    cause: {
      zhTW: '檔案不是安全模組檔，或已損壞、不完整（{field}）。',
      en: 'The file is no module file, or it is damaged or cut off ({field}).',
    },
    remedy: { zhTW: '請重新下載後再匯入。', en: 'Download it again and import that.' },
  },
  ERR_SAM_ALTERED: {
    heading: { zhTW: '安全模組檔遭更動', en: 'The module file was altered' },
    cause: {
      zhTW: '檔案內容與發行時不同，不能使用。',
      en: 'What the file holds is not what was issued; it cannot be used.',
    },
    remedy: {
      zhTW: '請重新下載後再匯入；若仍發生，請告知客服人員。',
      en: 'Download it again and import that; if it happens again, tell the helpdesk.',
    },
  },
  ERR_SAM_FOREIGN: {
    heading: { zhTW: '安全模組不是本系統所發行', en: 'The module was not issued for this portal' },
    cause: { zhTW: '發行者不在信任的名單內（{reason}）。', en: 'Its issuer is not one that is trusted ({reason}).' },
    remedy: {
      zhTW: '請由「雲端安全模組申請、下載」重新下載。',
      en: 'Download yours again from “Cloud security module”.',
    },
  },
  ERR_SAM_EXPIRED: {
    heading: { zhTW: '安全模組已過期', en: 'The security module has expired' },
    cause: { zhTW: '安全模組 {module} 的有效期限為 {until}。', en: 'Module {module} was valid until {until}.' },
    remedy: {
      zhTW: '請以醫事機構卡登入，申請新的雲端安全模組。',
      en: 'Sign in with the institution’s card and apply for a new one.',
    },
  },
  ERR_SAM_NOT_YET_VALID: {
    heading: { zhTW: '安全模組尚未生效', en: 'The security module is not valid yet' },
    cause: { zhTW: '安全模組 {module} 自 {from} 起有效。', en: 'Module {module} is valid from {from}.' },
    remedy: {
      zhTW: '請確認電腦的日期與時間，或等到生效後再使用。',
      en: 'Check this computer’s date and time, or wait until then.',
    },
  },
  ERR_SAM_REVOKED: {
    heading: { zhTW: '安全模組已註銷', en: 'The security module has been revoked' },
    cause: {
      zhTW: '安全模組 {module} 已註銷或正在註銷。',
      en: 'Module {module} is revoked, or its revocation was asked for.',
    },
    remedy: {
      zhTW: '請移除它，並匯入貴機構目前的安全模組。',
      en: 'Remove it and import the institution’s current one.',
    },
  },
  ERR_SAM_SECRET_FORM: {
    heading: { zhTW: '開啟碼格式不符', en: 'The opening code is not of the right form' },
    cause: {
      zhTW: '開啟碼為 28 個英數字，可能少打或打錯了字。',
      en: 'It has 28 letters and digits; one may be missing or mistyped.',
    },
    remedy: { zhTW: '請對照下載頁所顯示的開啟碼重新輸入。', en: 'Type it again as the download page showed it.' },
  },
  ERR_SAM_SECRET: {
    heading: { zhTW: '開啟碼錯誤', en: 'The opening code is wrong' },
    cause: { zhTW: '這個開啟碼打不開此安全模組檔。', en: 'This code does not open this module file.' },
    remedy: {
      zhTW: '每個檔案有自己的開啟碼；遺失時請申請重新產製。',
      en: 'Each file has a code of its own; when it is lost, ask for the module to be issued anew.',
    },
  },
  ERR_SAM_DUPLICATE: {
    heading: { zhTW: '安全模組已匯入', en: 'The module is here already' },
    cause: { zhTW: '這台電腦已有安全模組 {module}。', en: 'This computer has module {module} already.' },
    remedy: { zhTW: '不必再匯入。', en: 'There is nothing to do.' },
  },
  ERR_SAM_OLDER: {
    heading: { zhTW: '這台電腦已有較新的安全模組', en: 'A newer module is here already' },
    cause: {
      zhTW: '同一機構較新的安全模組 {module} 仍然有效。',
      en: 'Module {module} of the same institution is newer, and can still be used.',
    },
    remedy: {
      zhTW: '請繼續使用較新的；若確定要用這一個，請先移除較新的。',
      en: 'Go on with the newer one; if you are sure of this one, remove that first.',
    },
  },
  ERR_SAM_STORE: {
    heading: { zhTW: '無法使用已匯入的安全模組', en: 'The imported modules cannot be used' },
    cause: {
      zhTW: '瀏覽器所保存的安全模組無法讀寫，可能是磁碟已滿或設定檔損壞。',
      en: 'What the browser keeps of them can be neither read nor written: the disk may be full, or the profile damaged.',
    },
    remedy: {
      zhTW: '請重新啟動瀏覽器後再試；若仍發生，請移除後重新匯入。',
      en: 'Restart the browser and try again; if it happens again, remove the module and import it anew.',
    },
  },
  ERR_SAM_STATE: {
    heading: { zhTW: '申請單狀態已變更', en: 'The application has moved on' },
    cause: {
      zhTW: '申請單目前為「{state}」，可能已由他人處理，不能做這個動作。',
      en: 'The application is “{state}” now: somebody else may have been faster. That state does not allow this.',
    },
    remedy: { zhTW: '請重新整理後查看。', en: 'Reload to see it as it is.' },
  },

  // ---- PIN: made in core/cards, extension/pin -------------------------------------------------------------------
  ERR_PIN_WRONG: {
    heading: { zhTW: 'PIN 碼錯誤，還可再試 {triesLeft} 次', en: 'Wrong PIN; tries left: {triesLeft}' },
    cause: { zhTW: '輸入的 PIN 碼與卡片不符。', en: 'The PIN does not match the card.' },
    remedy: {
      zhTW: '請確認後重新輸入；次數用完卡片會鎖住。',
      en: 'Check it and enter it again; the card locks when no tries are left.',
    },
  },
  ERR_PIN_WRONG_UNTOLD: {
    heading: { zhTW: 'PIN 碼錯誤', en: 'Wrong PIN' },
    cause: {
      zhTW: '輸入的 PIN 碼與卡片不符；此卡片不提供剩餘次數。',
      en: 'The PIN does not match the card, which does not tell how many tries are left.',
    },
    remedy: {
      zhTW: '請確認後重新輸入；次數用完卡片會鎖住。',
      en: 'Check it and enter it again; the card locks when no tries are left.',
    },
  },
  ERR_PIN_TO_BE_CHANGED: {
    heading: { zhTW: 'PIN 碼須先變更', en: 'The PIN must be changed first' },
    cause: {
      zhTW: '這張卡片的 PIN 碼尚未設定、已到期，或仍是發卡時的預設值。',
      en: 'The card’s PIN was never set, has run out, or is still the one it was issued with.',
    },
    remedy: {
      zhTW: '請以發卡中心的工具變更 PIN 碼後再試一次。',
      en: 'Change it with the issuing centre’s own tool and try again.',
    },
  },
  ERR_PIN_BLOCKED: {
    heading: { zhTW: 'PIN 碼已鎖住', en: 'The PIN is locked' },
    cause: { zhTW: 'PIN 碼錯誤次數已達上限，卡片已鎖住。', en: 'Too many wrong PINs: the card is locked.' },
    remedy: { zhTW: '請至發卡中心網站辦理鎖卡解碼。', en: 'Unlock it at the website of the card’s issuing centre.' },
  },
  ERR_PIN_FORMAT: {
    heading: { zhTW: 'PIN 碼格式不符', en: 'The PIN has the wrong form' },
    cause: {
      zhTW: '此卡片的 PIN 碼為 {minimum} 至 {maximum} 位數字。',
      en: 'This card’s PIN has {minimum} to {maximum} digits.',
    },
    remedy: { zhTW: '請重新輸入；尚未送到卡片，不計次數。', en: 'Enter it again; nothing was sent to the card.' },
  },
  ERR_PIN_CANCELLED: {
    heading: { zhTW: '您已取消登入', en: 'You cancelled signing in' },
    cause: { zhTW: 'PIN 碼視窗已關閉。', en: 'The PIN window was closed.' },
    remedy: askAgain,
  },
  ERR_PIN_ENTRY_CANCELLED: {
    heading: { zhTW: '已在讀卡機上取消輸入', en: 'The entry was ended on the reader' },
    cause: { zhTW: '在讀卡機上按了取消鍵。', en: 'The reader’s cancel key was pressed.' },
    remedy: enterOnReaderAgain,
  },
  ERR_PIN_ENTRY_TIMEOUT: {
    heading: { zhTW: '未在讀卡機上輸入 PIN 碼', en: 'No PIN was entered on the reader' },
    cause: {
      zhTW: '讀卡機等候的時間已過，尚未按下確認鍵。',
      en: 'The reader stopped waiting before its confirm key was pressed.',
    },
    remedy: enterOnReaderAgain,
  },
  ERR_PIN_TIMEOUT: {
    heading: headings.stale,
    cause: { zhTW: '未在時限內輸入 PIN 碼。', en: 'The PIN was not entered in time.' },
    remedy: askAgain,
  },

  // ---- certificates: made in core/pki ---------------------------------------------------------------------------
  ERR_CERT_MALFORMED: {
    heading: headings.certificate,
    cause: { zhTW: '憑證內容不符合規格。', en: 'The certificate does not follow its standard.' },
    remedy: cardCentre,
  },
  ERR_CERT_ALGORITHM: {
    heading: headings.certificate,
    cause: {
      zhTW: '憑證使用的演算法或金鑰長度不再安全。',
      en: 'The certificate’s algorithm or key length is no longer safe.',
    },
    remedy: cardCentre,
  },
  ERR_CERT_EXPIRED: {
    heading: headings.certificate,
    cause: { zhTW: '憑證已於 {notAfter} 到期。', en: 'The certificate expired on {notAfter}.' },
    remedy: { zhTW: '請至發卡中心辦理憑證展期或換發。', en: 'Renew the certificate at its issuing centre.' },
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
  },
  ERR_CERT_KEY_USAGE: {
    heading: headings.certificate,
    cause: { zhTW: '這是加密用憑證，不能用於登入簽章。', en: 'This certificate is not for signing.' },
    remedy: cardCentre,
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
  },

  // ---- sign-in: made in core/assertion, server/auth -------------------------------------------------------------
  ERR_LOGIN_CHALLENGE: {
    heading: headings.stale,
    cause: { zhTW: '登入要求只能使用一次，且五分鐘內有效。', en: 'A sign-in request works once, within five minutes.' },
    remedy: askAgain,
  },
  ERR_LOGIN_MALFORMED: {
    heading: headings.stale,
    cause: { zhTW: '登入資料的格式不符（{field}）。', en: 'The sign-in data is malformed ({field}).' },
    remedy: askAgain,
  },
  ERR_LOGIN_ALTERED: {
    heading: headings.stale,
    cause: {
      zhTW: '登入資料與本次登入要求不符（{field}）。',
      en: 'The sign-in data does not match this request ({field}).',
    },
    remedy: askAgain,
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
  },
  ERR_LOGIN_SIGNATURE: {
    heading: headings.certificate,
    cause: { zhTW: '卡片簽章驗證不符。', en: 'The card’s signature does not verify.' },
    remedy: tellHelpdesk,
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
  },
  ERR_LOGIN_PASSWORD_UNCHANGED: {
    heading: { zhTW: '您的密碼尚未變更', en: 'Your password has not been changed yet' },
    cause: {
      zhTW: '預設或重設的密碼須先由本人變更。',
      en: 'A preset or reset password must first be changed by its holder.',
    },
    remedy: { zhTW: '請立即變更密碼。', en: 'Change it now.' },
  },
  ERR_LOGIN_PASSWORD_WRONG: {
    heading: { zhTW: '帳號或密碼錯誤', en: 'Wrong account or password' },
    cause: {
      zhTW: '輸入的密碼與帳號（或插入的健保卡）不相符。連續錯誤多次後，每次須等候更久才能再試。',
      en: 'The password does not go with the account, or with the NHI card in the reader. After several wrong ones in a row each try has to wait longer.',
    },
    remedy: {
      zhTW: '請確認大小寫與輸入法後再試。忘記密碼時，使用者請洽機構管理者、管理者請洽機構代表重設。',
      en: 'Look at capital letters and input method, and try again. If it is forgotten: a manager resets a user’s, the representative a manager’s.',
    },
  },
  ERR_LOGIN_NOT_OPEN: {
    heading: { zhTW: '本系統尚未開放', en: 'This system is not open yet' },
    cause: { zhTW: '開放日為 {day}。', en: 'It opens on {day}.' },
    remedy: {
      zhTW: '開放前請仍至一代系統辦理報備支援。',
      en: 'Until then, file support reports in the first-generation system.',
    },
  },
  ERR_LOGIN_CODE_WRONG: {
    heading: { zhTW: '驗證碼錯誤，還可再試 {left} 次', en: 'Wrong code; {left} tries left' },
    cause: { zhTW: '輸入的驗證碼與簡訊中的不同。', en: 'It is not the code in the text message.' },
    remedy: { zhTW: '請輸入最新一則簡訊中的 6 位數字。', en: 'Enter the six digits of the latest message.' },
  },
  ERR_LOGIN_CODE_OVER: {
    heading: { zhTW: '驗證碼已失效，請重新取得', en: 'The code is no longer good' },
    cause: {
      zhTW: '驗證碼已逾時、已使用過，或已輸入錯誤 5 次。',
      en: 'It has run out, was used, or five wrong ones were entered.',
    },
    remedy: { zhTW: '請回首頁重新送出，取得新的驗證碼。', en: 'Go back to the first page and ask for a new one.' },
  },
  ERR_LOGIN_CODE_UNSENT: {
    heading: { zhTW: '驗證碼簡訊無法送出', en: 'The text message could not be sent' },
    cause: { zhTW: '簡訊服務目前沒有回應。', en: 'The message service does not answer at present.' },
    remedy: { zhTW: '請稍候幾分鐘再試，或改用卡片登入。', en: 'Try again in a few minutes, or sign in with a card.' },
  },
  ERR_LOGIN_NHI_REFUSED: {
    heading: { zhTW: '健保卡驗證未通過', en: 'The NHI card could not be verified' },
    cause: {
      zhTW: '身分證字號、健保卡卡號與在健保署留存的行動電話不相符，或卡片已停用。',
      en: 'ID number, card number and the mobile number known to the NHI do not belong together, or the card is out of use.',
    },
    remedy: {
      zhTW: '請確認資料後重新登入；行動電話有異動時，請先向健保署更新。',
      en: 'Check them and sign in again; have a new mobile number entered at the NHI first.',
    },
  },
  ERR_LOGIN_NHI_RETURN: {
    heading: { zhTW: '健保卡驗證結果已失效，請重新登入', en: 'The result of the verification is no longer good' },
    cause: {
      zhTW: '驗證結果已逾時、已使用過，或不是由這個瀏覽器提出的驗證。',
      en: 'It has run out, was used, or belongs to another browser’s sign-in.',
    },
    remedy: { zhTW: '請回首頁重新登入。', en: 'Go back to the first page and sign in again.' },
  },
  ERR_LOGIN_NHI_UNREACHABLE: {
    heading: { zhTW: '健保卡驗證服務沒有回應', en: 'The NHI-card verification does not answer' },
    cause: { zhTW: '目前無法連線至健保卡驗證服務。', en: 'It cannot be reached at present.' },
    remedy: { zhTW: '請稍候幾分鐘再試，或改用醫事憑證登入。', en: 'Try again in a few minutes, or use an HCA card.' },
  },
  ERR_LOGIN_NHI_OTHER_CARD: {
    heading: { zhTW: '這張健保卡尚未註冊網路服務密碼', en: 'This NHI card is not registered' },
    cause: {
      zhTW: '密碼是以另一張健保卡註冊的，例如換發前的舊卡。',
      en: 'The password was registered with another card, such as the one before.',
    },
    remedy: {
      zhTW: '請按「重設密碼」，以現在的健保卡重新註冊。',
      en: 'Choose “Reset” and register with the present card.',
    },
  },
  ERR_LOGIN_PASSWORD_WAIT: {
    heading: { zhTW: '密碼連續錯誤，請稍候再試', en: 'Too many wrong passwords; please wait' },
    cause: {
      zhTW: '密碼連續錯誤多次，暫時不接受登入。這次輸入的密碼沒有被檢查。',
      en: 'Several wrong passwords in a row: for a while none is taken. The one just typed was not looked at.',
    },
    remedy: {
      zhTW: '請於 {minutes} 分鐘後再試，或請機構管理者（使用者）、機構代表（管理者）重設密碼。',
      en: 'Try again in {minutes} minutes, or have it reset: a user’s by a manager, a manager’s by the representative.',
    },
  },
  ERR_LOGIN_PASSWORD_LOCKED: {
    heading: { zhTW: '密碼錯誤次數過多，已鎖住', en: 'The password is locked after too many wrong ones' },
    cause: {
      zhTW: '密碼連續錯誤次數已達上限，須重設後才能使用。',
      en: 'It was wrong too many times in a row, and works no more until it is reset.',
    },
    remedy: {
      zhTW: '使用者請洽機構管理者、管理者請洽機構代表重設密碼。',
      en: 'A manager resets a user’s password, the representative a manager’s.',
    },
  },
  ERR_LOGIN_PASSWORD_USED: {
    heading: { zhTW: '一次性密碼已使用過或已逾期', en: 'The one-time password was used already, or is too old' },
    cause: {
      zhTW: '重設後的密碼只能登入一次，且限於期限內。若不是您本人使用，請立即告知重設的人。',
      en: 'A password that was reset signs in once, and not for long. If it was not you, tell whoever reset it at once.',
    },
    remedy: {
      zhTW: '使用者請洽機構管理者、管理者請洽機構代表再次重設。',
      en: 'Have it reset again: a user’s by a manager, a manager’s by the representative.',
    },
  },
  ERR_LOGIN_GENERAL_CLOSED: {
    heading: { zhTW: '一般登入已停用', en: 'General sign-in has closed' },
    cause: {
      zhTW: '以帳號密碼登入的最後一日為 {day}。',
      en: 'The last day of signing in by account and password was {day}.',
    },
    remedy: {
      zhTW: '請改用憑證登入：管理者、使用者以醫事人員卡或自然人憑證，機構代表以醫事機構卡或工商憑證。',
      en: 'Sign in with a card: managers and users with a medical personnel card or citizen certificate, representatives with a medical institution card or business certificate.',
    },
  },
  ERR_LOGIN_OTHER_CARD: {
    heading: { zhTW: '這不是登入時使用的卡片', en: 'This is not the card that signed in' },
    cause: {
      zhTW: '要確認的作業，必須以登入的卡片簽章；剛才簽章的卡片屬於其他人或其他機構。',
      en: 'Only the card that signed in may confirm; the one that signed just now is somebody else’s.',
    },
    remedy: { zhTW: '請換回登入的卡片，再試一次。', en: 'Insert the card that signed in, and try again.' },
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
  },
  ERR_BRIDGE_OUTDATED: {
    heading: headings.extension,
    cause: {
      zhTW: '讀卡元件版本 {version} 過舊，需要 {minimum} 以上。',
      en: 'Component version {version} is too old; {minimum} or later is needed.',
    },
    remedy: { zhTW: '請更新讀卡元件後，重新載入本頁。', en: 'Update the component and reload this page.' },
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
  },
  ERR_BRIDGE_INTERRUPTED: {
    heading: headings.interrupted,
    cause: {
      zhTW: '讀卡元件在簽章途中重新啟動；卡片已重設，PIN 碼最多計一次。',
      en: 'The component restarted while the card was signing; the card was reset and at most one try was counted.',
    },
    remedy: askAgain,
  },
  ERR_BRIDGE_BUSY: {
    heading: { zhTW: '另一個登入作業進行中', en: 'Another sign-in is in progress' },
    cause: { zhTW: '一次只能進行一個讀卡作業。', en: 'Only one card operation can run at a time.' },
    remedy: { zhTW: '請完成或關閉另一個 PIN 碼視窗後再試。', en: 'Finish or close the other PIN window first.' },
  },
  ERR_BRIDGE_TIMEOUT: {
    heading: headings.interrupted,
    cause: { zhTW: '讀卡元件在時限內沒有回應。', en: 'The component did not answer in time.' },
    remedy: { zhTW: '請重新載入本頁後再試一次。', en: 'Reload this page and try again.' },
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
  },
  ERR_REQUEST_PROOF: {
    heading: { zhTW: '您尚未登入或已登出', en: 'You are not signed in' },
    cause: {
      zhTW: '此要求缺少本頁面金鑰的證明（{field}）。',
      en: 'The request lacks the proof by this page’s key ({field}).',
    },
    remedy: { zhTW: '請確認電腦時間正確後重新登入。', en: 'Check the computer’s clock and sign in again.' },
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
  ERR_REQUEST_CONFIRMATION_NEEDED: {
    heading: { zhTW: '請以登入的卡片確認', en: 'Please confirm with the card that signed in' },
    cause: {
      zhTW: '這項作業要以卡片簽章確認後才會執行；每次確認只能使用一次，逾時須重新確認。',
      en: 'This is only done once your card has signed it. Each confirmation works once, and not for long.',
    },
    remedy: { zhTW: '請按「以卡片確認」並輸入 PIN 碼。', en: 'Press “Confirm with the card” and enter the PIN.' },
  },
  ERR_REQUEST_CONFIRMATION_NO_CARD: {
    heading: { zhTW: '這次登入無法以卡片確認', en: 'This session cannot be confirmed with a card' },
    cause: {
      zhTW: '這項作業要以登入的憑證卡簽章確認，而這次不是以憑證卡登入。',
      en: 'This needs a signature of the certificate card that signed in, and none did.',
    },
    remedy: { zhTW: '請登出後，改以憑證卡登入再執行。', en: 'Sign out, and sign in again with a certificate card.' },
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
  },
  ERR_REQUEST_PASSWORD_REFUSED: {
    heading: { zhTW: '新密碼不符規定', en: 'The new password cannot be used' },
    cause: {
      zhTW: '新密碼太短、太容易被猜到，或曾經使用過。',
      en: 'It is too short, too easily guessed, or was used before.',
    },
    remedy: { zhTW: '請依欄位旁的說明換一組密碼。', en: 'Choose another one, as the field says.' },
  },
  ERR_REQUEST_PASSWORD_RESET: {
    heading: { zhTW: '無法由您重設此密碼', en: 'You cannot reset this password' },
    cause: {
      zhTW: '管理者只能重設本機構使用者的密碼；在任何機構擔任管理者的人，須由其機構代表重設。',
      en: 'A manager resets the passwords of users here; whoever is a manager anywhere has it reset by a representative.',
    },
    remedy: {
      zhTW: '請洽該管理者所屬機構的機構代表。',
      en: 'Ask the representative of an institution where the person is a manager.',
    },
  },
  ERR_REQUEST_PASSWORD_JUST_RESET: {
    heading: { zhTW: '此密碼剛剛已重設', en: 'This password was reset a moment ago' },
    cause: {
      zhTW: '一分鐘內已有人重設，且一次性密碼尚未使用；再重設會使它失效。',
      en: 'Somebody has reset it within this minute, and the one-time password is unused; another reset would undo it.',
    },
    remedy: {
      zhTW: '請使用剛才顯示的一次性密碼；若沒有人記下，請於一分鐘後再重設。',
      en: 'Use the one-time password that was shown; if nobody noted it, reset it again in a minute.',
    },
  },
  ERR_REQUEST_NO_ACCOUNT: {
    heading: { zhTW: '此人員沒有一般登入的帳號', en: 'This person has no account' },
    cause: {
      zhTW: 'Internet 平台重設的是一般登入（帳號密碼）的密碼，而此人員以憑證卡登入。',
      en: 'On the Internet platform the password of an account is reset, and this person signs in with a card.',
    },
    remedy: {
      zhTW: '請此人員以憑證卡登入；健保卡的密碼請在 VPN 平台重設。',
      en: 'The person signs in with a card; the password of an NHI card is reset on the VPN platform.',
    },
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
  },
  ERR_REQUEST_NO_CRITERIA: {
    heading: { zhTW: '請勾選一個以上查詢條件', en: 'Tick at least one search criterion' },
    cause: { zhTW: '沒有勾選任何查詢條件。', en: 'No criterion was ticked.' },
    remedy: { zhTW: '請勾選後再查詢。', en: 'Tick one and search again.' },
  },
  ERR_REQUEST_NAME_DIFFERS: {
    heading: { zhTW: '身分證號與姓名不符', en: 'The ID number and the name do not belong together' },
    cause: {
      zhTW: '此身分證號（或統一證號）登記的姓名與您輸入的不同。',
      en: 'This ID number is registered under another name than the one you entered.',
    },
    remedy: { zhTW: '請核對本人證件後重新輸入。', en: 'Compare with the person’s ID document and enter it again.' },
  },
  ERR_REQUEST_ROLE_HELD: {
    heading: headings.request,
    cause: { zhTW: '此人在本機構已具此身分。', en: 'The person has this role at the institution already.' },
    remedy: {
      zhTW: '無須再次新增；可直接維護其聯絡資料。',
      en: 'There is nothing to add; change the contact instead.',
    },
  },
  ERR_REQUEST_SEATS_TAKEN: {
    heading: { zhTW: '機構管理者人數已達上限', en: 'The institution has as many managers as it may have' },
    cause: { zhTW: '每一機構最多 {seats} 位機構管理者。', en: 'An institution may have {seats} managers.' },
    remedy: { zhTW: '請先移除不再擔任的管理者。', en: 'First remove one who is manager no more.' },
  },
  ERR_REQUEST_SERVICE_NOT_OFFERED: {
    heading: headings.request,
    cause: {
      zhTW: '本機構的種類不適用您所選的服務（{service}）。',
      en: 'The service you chose ({service}) is not for this kind of institution.',
    },
    remedy: { zhTW: '請重新載入本頁後再選。', en: 'Reload the page and choose again.' },
  },
  ERR_REQUEST_SERVICE_NOT_APPLIED: {
    heading: headings.request,
    cause: {
      zhTW: '本機構未申請此服務（{service}），或已取消申請。',
      en: 'The institution has not applied for this service ({service}), or has withdrawn it.',
    },
    remedy: { zhTW: '請先於健保服務申請作業申請。', en: 'Apply for it first, under Application for services.' },
  },
  ERR_REQUEST_DATA_ASKED: {
    heading: headings.request,
    cause: {
      zhTW: '已有一筆申請處理中。',
      en: 'A request is under way already.',
    },
    remedy: { zhTW: '資料將於申請次日提供，請屆時查詢。', en: 'The data comes on the day after the request.' },
  },
  ERR_REQUEST_VENDOR_LINE: {
    heading: headings.request,
    cause: {
      zhTW: '此廠商的線路尚未重新核准，不能選用。',
      en: 'The vendor’s own line has not been approved anew.',
    },
    remedy: { zhTW: '請洽該廠商，或改選其他廠商。', en: 'Ask the vendor, or choose another one.' },
  },
  ERR_REQUEST_VENDOR_PERMITTED: {
    heading: headings.request,
    cause: {
      zhTW: '此廠商在這段期間已獲允入。',
      en: 'The vendor is allowed in already during these days.',
    },
    remedy: { zhTW: '請另選期間，或先取消原有的允入。', en: 'Choose other days, or withdraw the permission first.' },
  },
  ERR_REQUEST_POST_HELD: {
    heading: headings.request,
    cause: { zhTW: '此人已具此後台職務。', en: 'The person has this post already.' },
    remedy: { zhTW: '無須再次新增。', en: 'There is nothing to add.' },
  },
  ERR_REQUEST_LAST_ADMINISTRATOR: {
    heading: headings.request,
    cause: { zhTW: '此人是最後一位系統管理者。', en: 'The person is the last administrator.' },
    remedy: { zhTW: '請先新增另一位系統管理者。', en: 'Give the post to somebody else first.' },
  },
  ERR_REQUEST_VENDOR_KNOWN: {
    heading: headings.request,
    cause: { zhTW: '已有其他廠商使用此統一編號。', en: 'Another vendor has this business number.' },
    remedy: { zhTW: '請核對統一編號，或直接維護該廠商。', en: 'Check the number, or change that vendor instead.' },
  },
  ERR_REQUEST_FILE_NAME: {
    heading: { zhTW: '無法附加此檔案', en: 'This file cannot be attached' },
    cause: { zhTW: '檔名或檔案類型不符規定。', en: 'Its name, or its type, is not one of those allowed.' },
    remedy: {
      zhTW: '請改用 PDF、ODF、Office、JPG、PNG、CSV、TXT 或 ZIP 檔，檔名不超過 150 字。',
      en: 'Use PDF, ODF, Office, JPG, PNG, CSV, TXT or ZIP, with a name of at most 150 characters.',
    },
  },
  ERR_REQUEST_FILE_CONTENT: {
    heading: { zhTW: '檔案內容與副檔名不符', en: 'The file is not what its name says' },
    cause: {
      zhTW: '檔案內容不是 {type} 格式，或檔案已損壞。',
      en: 'The content is not of the type {type}, or is damaged.',
    },
    remedy: {
      zhTW: '請確認檔案可正常開啟，並以正確格式另存後再附加。',
      en: 'Open it, save it in the right format, and try again.',
    },
  },
  ERR_REQUEST_FILES_MANY: {
    heading: { zhTW: '附件數量已達上限', en: 'No more files can be attached' },
    cause: { zhTW: '一筆資料最多可附加 {most} 個檔案。', en: 'It may have {most} files.' },
    remedy: {
      zhTW: '請先移除不需要的附件，或將檔案壓縮成一個 ZIP 檔。',
      en: 'Remove one, or put several files into one ZIP archive.',
    },
  },
  ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE: {
    heading: { zhTW: '公告尚未填寫完整', en: 'The announcement is not complete' },
    cause: { zhTW: '發布前必須填寫的欄位仍有空白。', en: 'Fields that are needed for its release are still empty.' },
    remedy: {
      zhTW: '請填寫標示的欄位，儲存後再發布。',
      en: 'Fill in the fields that are marked, save, and release it again.',
    },
  },
  ERR_REQUEST_ANNOUNCEMENT_STATE: {
    heading: { zhTW: '公告狀態已變更', en: 'The announcement is in another state now' },
    cause: {
      zhTW: '以公告目前的狀態，不能執行這項作業；可能已由他人發布或下架，或公告期間已過。',
      en: 'This cannot be done in its present state: somebody released or withdrew it, or its time is over.',
    },
    remedy: { zhTW: '請重新載入後確認。', en: 'Reload and look again.' },
  },
  ERR_REQUEST_DOWNLOAD_INCOMPLETE: {
    heading: { zhTW: '下載資料尚未完整', en: 'The entry is not complete' },
    cause: {
      zhTW: '提供下載的資料必須有檔案說明，並至少附加一個檔案。',
      en: 'What is offered needs a description and at least one file.',
    },
    remedy: { zhTW: '請補齊並儲存後再試一次。', en: 'Complete it, save, and try again.' },
  },
  ERR_REQUEST_DOWNLOAD_STATE: {
    heading: { zhTW: '下載資料狀態已變更', en: 'The entry is in another state now' },
    cause: {
      zhTW: '以這筆資料目前的狀態，不能執行這項作業；可能已由他人發布或下架，或提供期間已過。',
      en: 'This cannot be done in its present state: somebody released or withdrew it, or its time is over.',
    },
    remedy: { zhTW: '請重新載入後確認。', en: 'Reload and look again.' },
  },
  ERR_REQUEST_SHORTCUT_STATE: {
    heading: { zhTW: '檔案狀態已變更', en: 'The file is in another state now' },
    cause: {
      zhTW: '以檔案目前的狀態，不能執行這項作業；可能尚未同意、期限已過，或已由他人處理。',
      en: 'This cannot be done in its present state: it is not granted yet, its time is over, or somebody dealt with it.',
    },
    remedy: { zhTW: '請重新載入後確認。', en: 'Reload and look again.' },
  },
  ERR_REQUEST_CLAIMS_NAME: {
    heading: { zhTW: '申報檔名不符命名原則', en: 'The file’s name is not as the rule has it' },
    cause: {
      zhTW: '檔名應為機構代碼 10 碼、醫事類別 2 碼、費用年月 5 碼、申報類別、月份註記、中文碼 B，副檔名為 .zip。',
      en: 'It has to be the institution’s code (10), its type (2), the month (5), the kind of claim, the mark of the month, B, and .zip.',
    },
    remedy: {
      zhTW: '請由申報系統重新產製檔案，勿自行更改檔名。',
      en: 'Make the file again in your claims system, and keep its name.',
    },
  },
  ERR_REQUEST_CLAIMS_INSTITUTION: {
    heading: { zhTW: '不是本機構的申報檔', en: 'The file is another institution’s' },
    cause: {
      zhTW: '檔名中的醫事機構代碼與登入的機構不同。',
      en: 'The institution in its name is not the one that is signed in.',
    },
    remedy: {
      zhTW: '請選擇本機構的檔案，或切換至該機構後再上傳。',
      en: 'Choose a file of this institution, or change to the other.',
    },
  },
  ERR_REQUEST_CLAIMS_TWICE: {
    heading: { zhTW: '同名檔案正在檢核中', en: 'A file of this name is being checked' },
    cause: { zhTW: '先前上傳的同名檔案尚未檢核完成。', en: 'The one that was sent before is not checked yet.' },
    remedy: {
      zhTW: '請稍候結果；若要改傳，請先在收件狀況刪除先前的檔案，重新上傳後須重新排隊。',
      en: 'Wait for its result, or delete it under what was received; the new one then waits from the end.',
    },
  },
  ERR_REQUEST_CLAIMS_MANY: {
    heading: { zhTW: '等待檢核的檔案已達上限', en: 'Too many files wait for their check' },
    cause: {
      zhTW: '一家醫事機構最多可有 {most} 個上傳中或等待檢核的檔案。',
      en: 'An institution may have {most} files that are being sent or wait.',
    },
    remedy: {
      zhTW: '請等候檢核結果，或在收件狀況刪除不需要的檔案後再上傳。',
      en: 'Wait for the results, or delete what is not needed under what was received.',
    },
  },
  ERR_REQUEST_CLAIMS_BROKEN: {
    heading: { zhTW: '檔案在傳送途中改變', en: 'The file changed on its way' },
    cause: { zhTW: '收到的內容與選擇的檔案不同。', en: 'What arrived is not what was chosen.' },
    remedy: {
      zhTW: '請勿在上傳時更動檔案，並重新上傳。',
      en: 'Leave the file alone while it is sent, and send it again.',
    },
  },
  ERR_REQUEST_SUPPORT_STATE: {
    heading: { zhTW: '申請狀態已變更', en: 'The report is in another state now' },
    cause: {
      zhTW: '以這件申請目前的狀態，不能執行這項作業；可能已由他人處理，或支援期間已結束。',
      en: 'This cannot be done in its present state: somebody dealt with it, or its period is over.',
    },
    remedy: { zhTW: '請重新載入後確認。', en: 'Reload and look again.' },
  },
  ERR_REQUEST_SUPPORT_INCOMPLETE: {
    heading: { zhTW: '申請尚未填寫完整', en: 'The report is not complete' },
    cause: { zhTW: '送件前必須填寫的欄位仍有空白或錯誤。', en: 'Fields that are needed are still empty or wrong.' },
    remedy: { zhTW: '請依各步驟的標示補正後再送件。', en: 'Mend what is marked in each step, and send it again.' },
  },
  ERR_REQUEST_SUPPORT_RULE: {
    heading: { zhTW: '不符法規，不能送件', en: 'The law does not allow it' },
    cause: { zhTW: '這件申請不符下列規定：{articles}。', en: 'It is against: {articles}.' },
    remedy: {
      zhTW: '請依「確認送件」步驟列出的條文修改；如執業登記資料有誤，請洽所在地衛生局。',
      en: 'Change what the last step lists. If your registration is wrong there, ask your health bureau.',
    },
  },
  ERR_REQUEST_SUPPORT_WARNED: {
    heading: { zhTW: '有需要確認的提醒', en: 'There is something to confirm' },
    cause: {
      zhTW: '時段與其他報備支援或執業機構的時段重疊。',
      en: 'The hours meet those of another report or of your own practice.',
    },
    remedy: {
      zhTW: '請勾選已確認後再送件；提醒內容會一併記錄供衛生局審查。',
      en: 'Tick that you know, and send it again: the bureau sees the warning too.',
    },
  },
  ERR_REQUEST_SUPPORT_CONSENT: {
    heading: { zhTW: '機構尚未同意', en: 'An institution has not agreed' },
    cause: {
      zhTW: '須同意的機構代表或管理者尚未全部同意，不能核准。',
      en: 'Not every institution that has to agree has done so: it cannot be approved.',
    },
    remedy: {
      zhTW: '請待機構同意，或退回補正並說明原因。',
      en: 'Wait for it, or return the report and say why.',
    },
  },
  ERR_REQUEST_SUPPORT_GLYPHS: {
    heading: { zhTW: '有無法列印的字', en: 'Some characters cannot be printed' },
    cause: {
      zhTW: '列印字型沒有這些字：{characters}。',
      en: 'The font of the printed form does not have: {characters}.',
    },
    remedy: {
      zhTW: '請改用常用字；姓名或機構名稱有罕用字時，請洽所在地衛生局。',
      en: 'Use common characters. If a name has them, ask your health bureau.',
    },
  },
  ERR_REQUEST_IMPORT_TITLES: {
    heading: { zhTW: '無法匯入此檔案', en: 'This file cannot be taken over' },
    cause: {
      zhTW: '標題列缺少下列欄位：{titles}。',
      en: 'These titles are missing in its first line: {titles}.',
    },
    remedy: {
      zhTW: '請使用開放資料原始 CSV 檔（UTF-8），不要更改標題列。資料庫未變更。',
      en: 'Use the CSV file of the open data (UTF-8) with its titles as they are. Nothing was changed.',
    },
  },
  ERR_REQUEST_IMPORT: {
    heading: { zhTW: '無法匯入此檔案', en: 'This file cannot be taken over' },
    cause: {
      zhTW: '第 {line} 列起無法處理：不是 UTF-8 編碼、引號不成對、列數過多，或仍有錯誤的列。',
      en: 'It cannot be taken from line {line} on: it is not in UTF-8, a quote is not closed, there are too many rows, or rows with faults.',
    },
    remedy: {
      zhTW: '請使用開放資料原始 CSV 檔（UTF-8），更正後重新上傳。資料庫未變更。',
      en: 'Use the CSV file of the open data (UTF-8), mend it and upload it again. Nothing was changed.',
    },
  },
  ERR_REQUEST_TIMEOUT: {
    heading: { zhTW: '系統未能在時限內完成', en: 'The system did not finish in time' },
    cause: {
      zhTW: '系統忙碌，這項要求處理過久；是否已完成尚不確定。',
      en: 'The system is busy and this request took too long; whether it was carried out is not certain.',
    },
    remedy: {
      zhTW: '請重新載入頁面，確認是否已完成後再操作。',
      en: 'Reload the page, and see whether it was carried out before you try again.',
    },
  },
  ERR_REQUEST_ASK_OVER: {
    heading: { zhTW: '這次登入要求已失效', en: 'This request to sign in is over' },
    cause: {
      zhTW: '其他系統的登入要求已逾時、已使用過、被較新的要求取代，或不是由這個瀏覽器提出。',
      en: 'It has run out, was used, a newer one took its place, or it was not made by this browser.',
    },
    remedy: { zhTW: '請回到該系統重新登入。', en: 'Go back to that system and sign in there again.' },
  },
  ERR_REQUEST_CLIENT_KNOWN: {
    heading: { zhTW: '系統代號已使用', en: 'The system’s id is taken' },
    cause: { zhTW: '另一個系統已使用這個代號。', en: 'Another system has this id.' },
    remedy: { zhTW: '請改用其他代號。', en: 'Choose another id.' },
  },
  ERR_REQUEST_CLIENT_LOCAL: {
    heading: { zhTW: '網址必須使用 https', en: 'Addresses must begin with https' },
    cause: {
      zhTW: '只有示範環境接受本機的 http 網址。',
      en: 'Only a demo takes http addresses of its own computer.',
    },
    remedy: { zhTW: '請改用該系統正式的 https 網址。', en: 'Enter the system’s own https addresses.' },
  },
  ERR_REQUEST_UNREACHABLE: {
    heading: headings.request,
    cause: { zhTW: '無法連線至服務主機。', en: 'The service cannot be reached.' },
    remedy: { zhTW: '請確認網路連線後再試一次。', en: 'Check the network connection and try again.' },
  },
  ERR_REQUEST_INTERNAL: {
    heading: headings.request,
    cause: { zhTW: '系統發生未預期的錯誤。', en: 'Something unexpected went wrong here.' },
    remedy: tellHelpdesk,
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
  },
  ERR_CHECK_UNREACHABLE: {
    heading: { zhTW: '無法顯示網頁', en: 'The page cannot be shown' },
    cause: {
      zhTW: '主機名稱無法解析，或連線經過 Proxy（{reason}）。',
      en: 'The host name does not resolve, or a proxy is in the way ({reason}).',
    },
    remedy: { zhTW: '請依檢測結果調整 DNS 或 Proxy 設定。', en: 'Change the DNS or proxy settings as the check says.' },
  },
  ERR_CHECK_DNS: {
    heading: {
      zhTW: '您的DNS設定無法連線至服務主機，請洽詢貴單位資訊人員設定DNS連線：{address}',
      en: 'Your DNS settings do not reach the service; ask your IT staff to set DNS to {address}',
    },
    cause: { zhTW: '目前的 DNS 無法解析服務主機的名稱。', en: 'The present DNS does not resolve the service’s name.' },
    remedy: { zhTW: '請洽單位資訊人員。', en: 'Ask your IT staff.' },
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
} as const satisfies Record<ErrorCode, ErrorRow>

export const errorRow = (code: ErrorCode): ErrorRow => errorTable[code]
