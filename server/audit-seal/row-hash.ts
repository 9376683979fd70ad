import { createHash } from 'node:crypto'
import type { AuditRowText } from '../db/tables/audit.ts'
import { netstrings } from './netstrings.ts'

/** SHA-256 over `audit-row/1` and the row's columns, in this order, as netstrings. Another order or column is another version. */
export const rowHash = (row: AuditRowText): Buffer =>
  createHash('sha256')
    .update(
      netstrings([
        'audit-row/1',
        row.id,
        row.at,
        row.event,
        row.step,
        row.code,
        row.platform,
        row.cardType,
        row.personId,
        row.institutionCode,
        row.sessionId,
        row.challengeJti,
        row.address,
        row.requestId,
        row.detail,
      ]),
    )
    .digest()
