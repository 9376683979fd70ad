import type { ColumnType } from 'kysely'
import type { CardType } from '../../../core/cards/card-types.ts'
import type { ErrorCode } from '../../../core/errors/error-table.ts'
import type { Platform } from '../../../core/protocol/platforms.ts'

type AddedOnly<T> = ColumnType<T, T, never>

/** Rows are added by server/audit/audit.ts and never changed. */
export interface AuditTable {
  id: AddedOnly<string>
  at: AddedOnly<Date>
  event: AddedOnly<string>
  step: AddedOnly<string | null>
  code: AddedOnly<ErrorCode | null>
  platform: AddedOnly<Platform | null>
  card_type: AddedOnly<CardType | null>
  person_id: AddedOnly<string | null>
  institution_code: AddedOnly<string | null>
  session_id: AddedOnly<string | null>
  challenge_jti: AddedOnly<string | null>
  address: AddedOnly<string | null>
  request_id: AddedOnly<string | null>
  detail: ColumnType<Record<string, unknown> | null, string | null, never>
}
