import { largestFile } from '../portal/file-types.ts'
import {
  announcementChange,
  announcementDetails,
  announcementDraft,
  announcementId,
  announcementMoveRequest,
  announcementPage,
  announcementPreview,
  announcementRecord,
  announcementVersions,
  attachmentId,
  attachmentRequest,
  fileAddress,
  newAnnouncement,
  newAttachment,
  publicSearch,
  signedInPage,
  signedInSearch,
  staffPage,
  staffSearch,
} from './announcements.ts'
import { perAddress, perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)
const writing = { action: 'write-announcements' } as const
/** Chinese takes three octets a character. */
const longText = 256 * 1024

/** 公告: what everybody reads, what is read after the sign-in, and the back office. */
export const announcementRoutes = {
  'GET /api/announcements': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'The public announcements of a kind that are in force, newest first, a page at a time',
    request: publicSearch,
    answer: announcementPage,
  }),
  'GET /api/announcements/details': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'Content and attachments of a public announcement',
    request: announcementId,
    answer: announcementDetails,
  }),
  'GET /api/announcements/own': route({
    rule: 'session',
    limit: reading,
    summary: 'Those of the headquarters, or of the institution’s own division, that the person may read',
    request: signedInSearch,
    answer: signedInPage,
  }),
  'GET /api/announcements/own/details': route({
    rule: 'session',
    limit: reading,
    summary: 'Content, attachments and contact of one that the person may read',
    request: announcementId,
    answer: announcementDetails,
  }),
  'POST /api/announcements/own/file': route({
    rule: 'session',
    limit: changing,
    also: [perHolder(240, 60), perInstitution(1200, 60)],
    summary: 'The address under which an attachment can be fetched, once and within a minute',
    request: attachmentRequest,
    answer: fileAddress,
  }),
  'GET /api/staff/announcements': route({
    rule: writing,
    limit: reading,
    summary: 'All of a kind, in every state, newest first; a division’s colleague sees the own division’s',
    request: staffSearch,
    answer: staffPage,
  }),
  'GET /api/staff/announcements/record': route({
    rule: writing,
    limit: reading,
    summary: 'One as its authors see it',
    request: announcementId,
    answer: announcementRecord,
  }),
  'POST /api/staff/announcements': route({
    rule: writing,
    limit: changing,
    summary: 'Writes a draft. What is unsafe in its text is taken out, and told',
    request: newAnnouncement,
    maximumBytes: longText,
    answer: announcementRecord,
  }),
  'PUT /api/staff/announcements': route({
    rule: writing,
    limit: changing,
    summary: 'Changes one. Refused when somebody else changed it meanwhile',
    request: announcementChange,
    maximumBytes: longText,
    answer: announcementRecord,
  }),
  'POST /api/staff/announcements/move': route({
    rule: writing,
    limit: changing,
    summary: 'Releases or withdraws one, or makes it a draft again',
    request: announcementMoveRequest,
    answer: announcementRecord,
  }),
  'POST /api/staff/announcements/attachments': route({
    rule: writing,
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'Attaches a file, which is the body: its content must be what its name says',
    upload: true,
    request: newAttachment,
    maximumBytes: largestFile,
    answer: announcementRecord,
  }),
  'DELETE /api/staff/announcements/attachments': route({
    rule: writing,
    limit: changing,
    summary: 'Takes an attachment away',
    request: attachmentId,
    answer: announcementRecord,
  }),
  'POST /api/staff/announcements/file': route({
    rule: writing,
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'The address under which an author can fetch an attachment, once and within a minute',
    request: attachmentRequest,
    answer: fileAddress,
  }),
  'POST /api/staff/announcements/preview': route({
    rule: writing,
    limit: reading,
    summary: 'Title and content as they would be kept, and what would be taken out',
    request: announcementDraft.pick({ title: true, content: true }),
    maximumBytes: longText,
    answer: announcementPreview,
  }),
  'GET /api/staff/announcements/history': route({
    rule: writing,
    limit: reading,
    summary: 'Who changed what of one, and when, newest first',
    request: announcementId,
    answer: announcementVersions,
  }),
} as const satisfies RouteTable
