import type { CardType } from '../../core/cards/card-types.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { OrganizationEvent } from '../../core/portal/organization-events.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { StaffEvent } from '../../core/portal/staff-events.ts'
import type { SupportReportEvent } from '../../core/support-reports/events.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'

/** What was done or tried. */
export type AuditEvent =
  | 'read'
  | 'challenge'
  | 'sign-in'
  | 'authenticate-module'
  | 'record-module'
  | 'confirm'
  | 'choose-institution'
  | 'sign-out'
  | 'session-end'
  | 'card-watch'
  | 'change-password'
  | 'enrol-card'
  | 'enrol-institution'
  | 'status-exception'
  | 'check-report'
  | 'file'
  | 'restore'
  | 'send-code'
  | 'check-code'
  | 'register-password'
  | 'oidc-ask'
  | 'oidc-authorize'
  | 'oidc-token'
  | 'oidc-userinfo'
  | 'oidc-logout'
  | OrganizationEvent
  | StaffEvent
  | SupportReportEvent

export interface AuditEntry {
  readonly event: AuditEvent
  /** Which step refused; absent when it was done. */
  readonly step?: string | undefined
  /** Why it was refused; absent when it was done. */
  readonly code?: ErrorCode | undefined
  readonly platform?: Platform | undefined
  readonly cardType?: CardType | undefined
  readonly personId?: string | undefined
  readonly institutionCode?: string | undefined
  readonly sessionId?: string | undefined
  readonly challengeJti?: string | undefined
  readonly address?: string | undefined
  readonly requestId?: string | undefined
  /** What the columns do not hold: who enrolled, why a session ended, which check refused. Never a name, a token or a PIN. */
  readonly detail?: Readonly<Record<string, string | number>> | undefined
}

/** Adds one row; in the transaction of what it tells about, where there is one. */
export async function audit(query: Queryable, at: Date, entry: AuditEntry): Promise<void> {
  await query
    .insertInto('audit')
    .values({
      id: newId(at),
      at,
      event: entry.event,
      step: entry.step ?? null,
      code: entry.code ?? null,
      platform: entry.platform ?? null,
      card_type: entry.cardType ?? null,
      person_id: entry.personId ?? null,
      institution_code: entry.institutionCode ?? null,
      session_id: entry.sessionId ?? null,
      challenge_jti: entry.challengeJti ?? null,
      address: entry.address ?? null,
      request_id: entry.requestId ?? null,
      detail: entry.detail ? JSON.stringify(entry.detail) : null,
    })
    .execute()
}
