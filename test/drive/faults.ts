import type { CardType } from '../../core/cards/card-types.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'

/** What must be seen for a fault, and nothing else. */
export interface ExpectedRefusal {
  readonly code: ErrorCode
  /** The heading as the page shows it (zh-TW), details filled in. */
  readonly heading: string
  /** The step in the audit row that refused; null when the server was never asked to judge an assertion. */
  readonly step: string | null
  /** Sessions in the database afterwards. */
  readonly sessions: number
}

/** How the run is played; the card of the fault's own where one is needed, else that of `--card`. */
export interface Fault {
  readonly card?: string
  /** Of that card. */
  readonly cardType?: CardType
  readonly expected: readonly ExpectedRefusal[]
}

const site = '此網站未獲允許使用讀卡元件'
const certificate = '憑證卡驗證失敗'

/** Test and production, mixed: told by the extension, and nothing that a card counts has been sent. */
const mixed: readonly ExpectedRefusal[] = [
  { code: 'ERR_CARD_ENVIRONMENT', heading: '卡片與安全模組環境不符', step: null, sessions: 0 },
]

export const faults = {
  'wrong-pin': {
    expected: [{ code: 'ERR_PIN_WRONG', heading: 'PIN 碼錯誤，還可再試 2 次', step: null, sessions: 0 }],
  },
  blocked: {
    card: 'hca-personnel-blocked',
    expected: [{ code: 'ERR_PIN_BLOCKED', heading: 'PIN 碼已鎖住', step: null, sessions: 0 }],
  },
  revoked: {
    card: 'hca-personnel-revoked',
    expected: [{ code: 'ERR_CERT_REVOKED', heading: certificate, step: 'revocation', sessions: 0 }],
  },
  expired: {
    card: 'hca-personnel-expired',
    expected: [{ code: 'ERR_CERT_EXPIRED', heading: certificate, step: 'path', sessions: 0 }],
  },
  /** The very request that the page is about to send is sent before it by somebody else: the page's own is the replay. */
  replayed: {
    expected: [
      { code: 'ERR_LOGIN_CHALLENGE', heading: '登入要求已逾時或已使用過，請重新登入', step: 'challenge', sessions: 1 },
    ],
  },
  /** Two runs: a page of another site asks the extension; an assertion signed for that site is relayed to the portal. */
  'other-origin': {
    expected: [
      { code: 'ERR_BRIDGE_SITE_NOT_ALLOWED', heading: site, step: null, sessions: 0 },
      { code: 'ERR_LOGIN_ORIGIN', heading: site, step: 'claims', sessions: 0 },
    ],
  },
  unassigned: {
    card: 'hca-personnel-unassigned',
    expected: [
      {
        code: 'ERR_LOGIN_NOT_ASSIGNED',
        heading: '所持身分尚未經所在院所指派，無法登入本系統',
        step: 'institution',
        sessions: 0,
      },
    ],
  },
  'removed-card': {
    expected: [{ code: 'ERR_CARD_REMOVED', heading: '卡片已被取出，請重新插卡', step: null, sessions: 0 }],
  },
  'wrong-ca': {
    card: 'hca-personnel-wrong-ca',
    expected: [{ code: 'ERR_CERT_UNTRUSTED', heading: certificate, step: 'path', sessions: 0 }],
  },
  'test-card-production-sam': { card: 'nhi', cardType: 'nhi', expected: mixed },
  'production-card-test-sam': { card: 'nhi-production', cardType: 'nhi', expected: mixed },
  'test-nhi-production-hca': { card: 'nhi', cardType: 'nhi', expected: mixed },
  'production-nhi-test-hca': { card: 'hca-personnel', cardType: 'hca-personnel', expected: mixed },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
