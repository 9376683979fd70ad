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
  | 'open-modules'
  | 'change-password'
  | 'confirm'

/**
 * Every code there is, with what the button beside its message does; null where there is nothing to press. The sentences
 * stand in error-table.ts: a page that has no error to show loads none of them.
 */
export const errorActions = {
  // ---- readers: made in extension/readers, core/ccid ------------------------------------------------------------
  ERR_READER_NOT_FOUND: 'retry',
  ERR_READER_NO_PERMISSION: 'pair-reader',
  ERR_READER_PROTECTED_CLASS: 'open-check',
  ERR_READER_ACCESS_DENIED: 'open-check',
  ERR_READER_BUSY: 'retry',
  ERR_READER_LOST: 'retry',
  ERR_READER_TIMEOUT: 'retry',
  ERR_READER_PROTOCOL: 'retry',
  ERR_READER_HOST_MISSING: 'open-check',
  ERR_READER_HOST_BLOCKED: 'open-check',
  ERR_READER_HOST_LOST: 'retry',
  ERR_READER_HOST_OUTDATED: 'open-check',
  ERR_READER_CONNECTOR_MISSING: 'retry',
  ERR_READER_CONNECTOR_ASKS: 'retry',
  ERR_READER_CONNECTOR_DENIED: 'retry',
  ERR_READER_CONNECTOR_LOST: 'retry',
  ERR_READER_SERVICE: 'retry',
  ERR_READER_MODULE_FAILED: 'retry',
  ERR_READER_MODULE_LOST: 'retry',
  ERR_READER_SERIAL_NOT_FOUND: 'choose-other-reader',
  ERR_READER_SERIAL_BUSY: 'retry',
  ERR_READER_SAM_NOT_AUTHENTICATED: 'authenticate-sam',
  ERR_READER_SAM_REFUSED: 'retry',
  ERR_READER_SAM_LOCKED: 'choose-other-reader',

  // ---- cards: made in core/smartcard, core/cards ----------------------------------------------------------------
  ERR_CARD_ABSENT: 'retry',
  ERR_CARD_MUTE: 'retry',
  ERR_CARD_REMOVED: 'retry',
  ERR_CARD_COMMAND: 'retry',
  ERR_CARD_MALFORMED: 'retry',
  ERR_CARD_UNKNOWN: 'retry',
  ERR_CARD_NEEDS_MIDDLEWARE: 'retry',
  ERR_CARD_NO_CERTIFICATE: 'reload',
  ERR_CARD_SPARE: 'retry',
  ERR_CARD_WRONG_KIND: 'retry',
  ERR_CARD_WRONG_SLOT: 'retry',
  ERR_CARD_IS_MODULE: 'retry',
  ERR_CARD_ENVIRONMENT: 'retry',

  // ---- security modules: made in core/sam, extension/modules, server/sam ------------------------------------------
  ERR_SAM_MISSING: 'open-modules',
  ERR_SAM_ABSENT: 'retry',
  ERR_SAM_OFF: null,
  ERR_SAM_FILE_SIZE: null,
  ERR_SAM_FILE_ZIP: null,
  ERR_SAM_FILE_NAME: null,
  ERR_SAM_FILE_RENAMED: null,
  ERR_SAM_FILE: null,
  ERR_SAM_ALTERED: null,
  ERR_SAM_FOREIGN: null,
  ERR_SAM_EXPIRED: 'open-modules',
  ERR_SAM_NOT_YET_VALID: null,
  ERR_SAM_REVOKED: 'open-modules',
  ERR_SAM_SECRET_FORM: null,
  ERR_SAM_SECRET: null,
  ERR_SAM_DUPLICATE: null,
  ERR_SAM_OLDER: null,
  ERR_SAM_STORE: 'retry',
  ERR_SAM_STATE: 'reload',

  // ---- PIN: made in core/cards, extension/pin -------------------------------------------------------------------
  ERR_PIN_WRONG: 'retry',
  ERR_PIN_WRONG_UNTOLD: 'retry',
  ERR_PIN_TO_BE_CHANGED: 'open-card-centre',
  ERR_PIN_BLOCKED: 'open-card-centre',
  ERR_PIN_FORMAT: 'retry',
  ERR_PIN_CANCELLED: 'retry',
  ERR_PIN_ENTRY_CANCELLED: 'retry',
  ERR_PIN_ENTRY_TIMEOUT: 'retry',
  ERR_PIN_TIMEOUT: 'retry',

  // ---- certificates: made in core/pki ---------------------------------------------------------------------------
  ERR_CERT_MALFORMED: 'open-card-centre',
  ERR_CERT_ALGORITHM: 'open-card-centre',
  ERR_CERT_EXPIRED: 'open-card-centre',
  ERR_CERT_NOT_YET_VALID: null,
  ERR_CERT_REVOKED: 'open-card-centre',
  ERR_CERT_SUPERSEDED: null,
  ERR_CERT_NOT_ACTIVATED: 'open-card-centre',
  ERR_CERT_UNTRUSTED: null,
  ERR_CERT_POLICY: 'open-card-centre',
  ERR_CERT_KEY_USAGE: 'open-card-centre',
  ERR_CERT_STATUS_UNKNOWN: 'retry',

  // ---- sign-in: made in core/assertion, server/auth -------------------------------------------------------------
  ERR_LOGIN_CHALLENGE: 'retry',
  ERR_LOGIN_MALFORMED: 'retry',
  ERR_LOGIN_ALTERED: 'retry',
  ERR_LOGIN_ORIGIN: 'retry',
  ERR_LOGIN_SIGNATURE: 'retry',
  ERR_LOGIN_CARD_NOT_ACCEPTED: null,
  ERR_LOGIN_NOT_ENROLLED: null,
  ERR_LOGIN_NOT_ASSIGNED: null,
  ERR_LOGIN_NOT_ASSIGNED_INTERNET: null,
  ERR_LOGIN_NOT_CONTRACTED: null,
  ERR_LOGIN_INSTITUTION_MISMATCH: 'choose-other-reader',
  ERR_LOGIN_PASSWORD_UNCHANGED: 'change-password',
  ERR_LOGIN_PASSWORD_WRONG: null,
  ERR_LOGIN_PASSWORD_WAIT: null,
  ERR_LOGIN_PASSWORD_LOCKED: null,
  ERR_LOGIN_PASSWORD_USED: null,
  ERR_LOGIN_GENERAL_CLOSED: null,
  ERR_LOGIN_OTHER_CARD: 'retry',
  ERR_LOGIN_NOT_OPEN: null,
  ERR_LOGIN_CODE_WRONG: null,
  ERR_LOGIN_CODE_OVER: null,
  ERR_LOGIN_CODE_UNSENT: 'retry',
  ERR_LOGIN_NHI_REFUSED: null,
  ERR_LOGIN_NHI_RETURN: null,
  ERR_LOGIN_NHI_UNREACHABLE: 'retry',
  ERR_LOGIN_NHI_OTHER_CARD: null,

  // ---- page and extension: made in web/bridge, extension/content, extension/background --------------------------
  ERR_BRIDGE_MISSING: 'download-extension',
  ERR_BRIDGE_DISABLED: 'download-extension',
  ERR_BRIDGE_OUTDATED: 'download-extension',
  ERR_BRIDGE_SITE_NOT_ALLOWED: null,
  ERR_BRIDGE_NOT_TOP_FRAME: null,
  ERR_BRIDGE_RELOAD: 'reload',
  ERR_BRIDGE_INTERRUPTED: 'retry',
  ERR_BRIDGE_BUSY: 'retry',
  ERR_BRIDGE_TIMEOUT: 'reload',
  ERR_BRIDGE_INSECURE: null,
  ERR_BRIDGE_MESSAGE: 'reload',

  // ---- HTTP: made in server/http --------------------------------------------------------------------------------
  ERR_REQUEST_MALFORMED: null,
  ERR_REQUEST_UNAUTHENTICATED: 'retry',
  ERR_REQUEST_PROOF: 'retry',
  ERR_REQUEST_ORIGIN: null,
  ERR_REQUEST_NOT_ALLOWED: null,
  ERR_REQUEST_CONFIRMATION_NEEDED: 'confirm',
  ERR_REQUEST_CONFIRMATION_NO_CARD: null,
  ERR_REQUEST_NOT_FOUND: null,
  ERR_REQUEST_CONFLICT: 'reload',
  ERR_REQUEST_TOO_LARGE: null,
  ERR_REQUEST_TOO_MANY: 'retry',
  ERR_REQUEST_NO_CRITERIA: null,
  ERR_REQUEST_NAME_DIFFERS: null,
  ERR_REQUEST_ROLE_HELD: null,
  ERR_REQUEST_SEATS_TAKEN: null,
  ERR_REQUEST_SERVICE_NOT_OFFERED: 'reload',
  ERR_REQUEST_SERVICE_NOT_APPLIED: 'reload',
  ERR_REQUEST_DATA_ASKED: null,
  ERR_REQUEST_VENDOR_LINE: 'reload',
  ERR_REQUEST_VENDOR_PERMITTED: null,
  ERR_REQUEST_PASSWORD_REFUSED: null,
  ERR_REQUEST_PASSWORD_RESET: null,
  ERR_REQUEST_POST_HELD: null,
  ERR_REQUEST_LAST_ADMINISTRATOR: null,
  ERR_REQUEST_VENDOR_KNOWN: null,
  ERR_REQUEST_PASSWORD_JUST_RESET: null,
  ERR_REQUEST_NO_ACCOUNT: null,
  ERR_REQUEST_FILE_NAME: null,
  ERR_REQUEST_FILE_CONTENT: null,
  ERR_REQUEST_FILES_MANY: null,
  ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE: null,
  ERR_REQUEST_ANNOUNCEMENT_STATE: 'reload',
  ERR_REQUEST_DOWNLOAD_INCOMPLETE: null,
  ERR_REQUEST_DOWNLOAD_STATE: 'reload',
  ERR_REQUEST_SHORTCUT_STATE: 'reload',
  ERR_REQUEST_CLAIMS_NAME: null,
  ERR_REQUEST_CLAIMS_INSTITUTION: null,
  ERR_REQUEST_CLAIMS_TWICE: null,
  ERR_REQUEST_CLAIMS_MANY: null,
  ERR_REQUEST_CLAIMS_BROKEN: null,
  ERR_REQUEST_SUPPORT_STATE: 'reload',
  ERR_REQUEST_SUPPORT_INCOMPLETE: null,
  ERR_REQUEST_SUPPORT_RULE: null,
  ERR_REQUEST_SUPPORT_WARNED: null,
  ERR_REQUEST_SUPPORT_CONSENT: 'reload',
  ERR_REQUEST_SUPPORT_GLYPHS: null,
  ERR_REQUEST_IMPORT: null,
  ERR_REQUEST_IMPORT_TITLES: null,
  ERR_REQUEST_TIMEOUT: 'reload',
  ERR_REQUEST_ASK_OVER: null,
  ERR_REQUEST_CLIENT_KNOWN: null,
  ERR_REQUEST_CLIENT_LOCAL: null,
  ERR_REQUEST_UNREACHABLE: 'retry',
  ERR_REQUEST_INTERNAL: 'retry',

  // ---- settings check: made in extension/checks, web/pages/check ------------------------------------------------
  ERR_CHECK_CERTIFICATE: 'open-check',
  ERR_CHECK_UNREACHABLE: 'open-check',
  ERR_CHECK_DNS: 'open-check',
  ERR_CHECK_BROWSER: null,
  ERR_CHECK_SYSTEM: null,
} as const satisfies Record<string, ErrorAction | null>

export type ErrorCode = keyof typeof errorActions

export const errorCodes = Object.keys(errorActions) as ErrorCode[]

export const errorAction = (code: ErrorCode): ErrorAction | null => errorActions[code]
