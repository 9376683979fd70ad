import { CodedError } from '../../core/errors/coded-error.ts'
import {
  announcementKind,
  type AnnouncementField,
  type AnnouncementKind,
  everyone,
  missingForRelease,
} from '../../core/portal/announcements.ts'
import type { TakenOut } from '../../core/portal/rich-text.ts'
import type { AnnouncementDraft } from '../../core/protocol/announcements.ts'
import type { Announcement } from '../db/tables/announcements.ts'
import { sanitize } from '../sanitize.ts'
import type { WritableAreas } from './writable.ts'

/** What an author decides of an announcement. */
export type Written = Omit<
  Announcement,
  'id' | 'kind' | 'stage' | 'attachmentCount' | 'version' | 'createdAt' | 'releasedAt' | 'changedAt' | 'changedBy'
>

const malformed = (field: string) =>
  new CodedError('ERR_REQUEST_MALFORMED', `malformed request: ${field}`, { details: { field } })

/**
 * What was written, as it is kept: made safe, and checked against its kind's row. Errors: ERR_REQUEST_MALFORMED with the
 * field; ERR_REQUEST_NOT_ALLOWED for a division that is not the author's.
 */
export function applyDraft(
  kind: AnnouncementKind,
  draft: AnnouncementDraft,
  areas: WritableAreas,
): { readonly written: Written; readonly takenOut: readonly TakenOut[] } {
  const foreign = foreignField(kind, draft)
  if (foreign !== undefined) throw malformed(foreign)
  const { untilDay, fromDay, division } = draft
  if (untilDay !== null && untilDay < fromDay) throw malformed('untilDay')
  if (division !== null && areas !== undefined && !areas.includes(division)) {
    throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'a division’s announcements are written by its own colleagues')
  }
  const title = sanitize(draft.title, 'title')
  if (title.text === '' || title.text.length > 500) throw malformed('title')
  const content = sanitize(draft.content, 'content')
  return {
    written: {
      ...draft,
      title: title.html,
      titleText: title.text,
      // Of an empty line only its tags would be left.
      content: content.text === '' ? '' : content.html,
      contentText: content.text,
    },
    takenOut: [...title.takenOut, ...content.takenOut],
  }
}

/** The first member that holds something although its kind does not have it, or something that its kind has not. */
function foreignField(kind: AnnouncementKind, draft: AnnouncementDraft): AnnouncementField | undefined {
  const { fields, categories } = announcementKind(kind)
  if (draft.category !== null && !categories.includes(draft.category)) return 'category'
  const filled: Readonly<Record<Exclude<AnnouncementField, 'attachments'>, boolean>> = {
    department: draft.department !== null,
    category: draft.category !== null,
    keyword: draft.keyword !== '',
    entry: draft.entry !== null,
    audience:
      JSON.stringify(Object.entries(draft.audience).toSorted()) !== JSON.stringify(Object.entries(everyone).toSorted()),
    division: draft.division !== null,
    contactName: draft.contactName !== '',
    contactPhone: draft.contactPhone !== '',
  }
  return Object.entries(filled)
    .map(([field, isFilled]) => ({ field: field as AnnouncementField, isFilled }))
    .find(({ field, isFilled }) => isFilled && !fields.includes(field))?.field
}

/** Errors: ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE with `details.fields`. */
export function requireComplete(announcement: Announcement): void {
  const { kind, titleText, untilDay, department, category, keyword, entry, division } = announcement
  const { contactName, contactPhone } = announcement
  const fields = { department, category, keyword, entry, division, contactName, contactPhone }
  const missing = missingForRelease({ kind, titleText, untilDay, fields })
  if (missing.length === 0) return
  throw new CodedError('ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE', 'not complete', {
    details: { fields: missing.join(',') },
  })
}
