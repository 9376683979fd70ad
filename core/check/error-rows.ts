import type { ErrorCode } from '../errors/error-codes.ts'
import type { CheckId } from './check-rows.ts'

/**
 * The row of the settings check that explains an error: where `open-check` leads. A code without one says nothing of the
 * computer, or means that there is no extension to check it.
 */
const rowsByError: Readonly<Partial<Record<ErrorCode, CheckId>>> = {
  ERR_READER_NOT_FOUND: 'readers',
  ERR_READER_NO_PERMISSION: 'reader-grant',
  ERR_READER_PROTECTED_CLASS: 'protected-reader',
  ERR_READER_ACCESS_DENIED: 'readers',
  ERR_READER_BUSY: 'reader-in-use',
  ERR_READER_LOST: 'readers',
  ERR_READER_TIMEOUT: 'readers',
  ERR_READER_PROTOCOL: 'readers',
  ERR_READER_HOST_MISSING: 'card-service',
  ERR_READER_HOST_BLOCKED: 'card-service',
  ERR_READER_HOST_LOST: 'card-service',
  ERR_READER_HOST_OUTDATED: 'card-service',
  ERR_READER_CONNECTOR_MISSING: 'readers',
  ERR_READER_CONNECTOR_ASKS: 'readers',
  ERR_READER_CONNECTOR_DENIED: 'readers',
  ERR_READER_CONNECTOR_LOST: 'readers',
  ERR_READER_SERVICE: 'card-service',
  ERR_READER_MODULE_FAILED: 'card-service',
  ERR_READER_MODULE_LOST: 'card-service',
  ERR_READER_SERIAL_NOT_FOUND: 'readers',
  ERR_READER_SERIAL_BUSY: 'reader-in-use',
  ERR_SAM_MISSING: 'security-module',
  ERR_SAM_EXPIRED: 'security-module',
  ERR_SAM_REVOKED: 'security-module',
  ERR_SAM_STORE: 'security-module',
  ERR_CARD_ABSENT: 'readers',
  ERR_CARD_MUTE: 'readers',
  ERR_CARD_NEEDS_MIDDLEWARE: 'card-service',
  ERR_CERT_STATUS_UNKNOWN: 'card-status',
  ERR_LOGIN_CHALLENGE: 'clock',
  ERR_BRIDGE_OUTDATED: 'extension-version',
  ERR_BRIDGE_RELOAD: 'page-connection',
  ERR_BRIDGE_TIMEOUT: 'page-connection',
  ERR_BRIDGE_MESSAGE: 'extension-version',
  ERR_BRIDGE_SITE_NOT_ALLOWED: 'portal-list',
  ERR_BRIDGE_INSECURE: 'secure-page',
  ERR_REQUEST_PROOF: 'clock',
  ERR_REQUEST_UNREACHABLE: 'portal-address',
  ERR_CHECK_CERTIFICATE: 'site-certificate',
  ERR_CHECK_UNREACHABLE: 'portal-address',
  ERR_CHECK_DNS: 'portal-address',
  ERR_CHECK_BROWSER: 'browser-version',
  ERR_CHECK_SYSTEM: 'system-version',
}

export const rowOfError = (code: ErrorCode): CheckId | undefined => rowsByError[code]
