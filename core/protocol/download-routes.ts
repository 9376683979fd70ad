import { largestFile } from '../portal/file-types.ts'
import { fileAddress } from './announcements.ts'
import {
  downloadChange,
  downloadDraft,
  downloadFileId,
  downloadFileRequest,
  downloadId,
  downloadList,
  downloadMoveRequest,
  downloadOverview,
  downloadRecord,
  downloadSearch,
  downloadVersions,
  newDownloadFile,
  staffDownloadPage,
  staffDownloadSearch,
} from './downloads.ts'
import { nothing } from './nothing.ts'
import { perAddress, perHolder, perSession, route, type RouteTable } from './route.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)
const writing = { action: 'write-downloads' } as const

/** 下載專區: what everybody reads, and the back office. The files themselves have a plain address (documents.ts). */
export const downloadRoutes = {
  'GET /api/downloads': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'The entries that are offered today, a page at a time',
    request: downloadSearch,
    answer: downloadList,
  }),
  'GET /api/downloads/items': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'The service items that offer something today',
    request: nothing,
    answer: downloadOverview,
  }),
  'GET /api/staff/downloads': route({
    rule: writing,
    limit: reading,
    summary: 'All entries, in every state, newest change first',
    request: staffDownloadSearch,
    answer: staffDownloadPage,
  }),
  'GET /api/staff/downloads/record': route({
    rule: writing,
    limit: reading,
    summary: 'One as its authors see it',
    request: downloadId,
    answer: downloadRecord,
  }),
  'POST /api/staff/downloads': route({
    rule: writing,
    limit: changing,
    summary: 'Writes a draft',
    request: downloadDraft,
    answer: downloadRecord,
  }),
  'PUT /api/staff/downloads': route({
    rule: writing,
    limit: changing,
    summary: 'Changes one. Refused when somebody else changed it meanwhile',
    request: downloadChange,
    answer: downloadRecord,
  }),
  'POST /api/staff/downloads/move': route({
    rule: writing,
    limit: changing,
    summary: 'Releases or withdraws one, or makes it a draft again',
    request: downloadMoveRequest,
    answer: downloadRecord,
  }),
  'POST /api/staff/downloads/files': route({
    rule: writing,
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'Adds a file, which is the body: its content must be what its name says',
    upload: true,
    request: newDownloadFile,
    maximumBytes: largestFile,
    answer: downloadRecord,
  }),
  'DELETE /api/staff/downloads/files': route({
    rule: writing,
    limit: changing,
    summary: 'Takes a file away',
    request: downloadFileId,
    answer: downloadRecord,
  }),
  'POST /api/staff/downloads/file': route({
    rule: writing,
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'The address under which an author can fetch a file, once and within a minute',
    request: downloadFileRequest,
    answer: fileAddress,
  }),
  'GET /api/staff/downloads/history': route({
    rule: writing,
    limit: reading,
    summary: 'Who changed what of one, and when, newest first',
    request: downloadId,
    answer: downloadVersions,
  }),
} as const satisfies RouteTable
