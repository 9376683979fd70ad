import { CodedError } from '../../core/errors/coded-error.ts'
import { announcementKind, type AnnouncementKind } from '../../core/portal/announcements.ts'
import { authorize } from '../../core/portal/authorize.ts'
import { everywhere } from '../../core/portal/staff-roles.ts'
import { powersOf, type SignedIn } from '../auth/signed-in.ts'
import type { Announcement } from '../db/tables/announcements.ts'

/** The divisions whose announcements of a kind somebody may write; undefined where it is not by division. */
export type WritableAreas = readonly string[] | undefined

/** By the row of the kind's own action. Errors: ERR_REQUEST_NOT_ALLOWED. */
export function requireWriter(kind: AnnouncementKind, signedIn: SignedIn): WritableAreas {
  const { action } = announcementKind(kind)
  const scope = authorize(action, powersOf(signedIn))
  if (scope?.kind !== 'areas') throw new CodedError('ERR_REQUEST_NOT_ALLOWED', `nothing that is held allows ${action}`)
  return isByDivision(kind) && scope.areas !== everywhere ? scope.areas : undefined
}

/** Errors: ERR_REQUEST_NOT_FOUND for none, and for one of which the person is no author: its existence is not told. */
export function requireWritable(announcement: Announcement | undefined, signedIn: SignedIn): Announcement {
  if (announcement && isAuthorOf(announcement, signedIn)) return announcement
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no announcement of who asks')
}

function isAuthorOf({ kind, division }: Announcement, signedIn: SignedIn): boolean {
  const scope = authorize(announcementKind(kind).action, powersOf(signedIn))
  if (scope?.kind !== 'areas') return false
  return !isByDivision(kind) || scope.areas === everywhere || (division !== null && scope.areas.includes(division))
}

/** Errors: ERR_REQUEST_CONFLICT when somebody else has changed it since. */
export function requireVersion(announcement: Announcement, version: number): Announcement {
  if (announcement.version === version) return announcement
  throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed the announcement')
}

/** An office of the headquarters writes for all of them. */
const isByDivision = (kind: AnnouncementKind): boolean => announcementKind(kind).fields.includes('division')
