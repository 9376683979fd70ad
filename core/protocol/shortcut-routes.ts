import { largestFile } from '../portal/file-types.ts'
import { fileAddress } from './announcements.ts'
import { nothing } from './nothing.ts'
import { perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'
import {
  dataDecision,
  dataDownloads,
  dataRequest,
  dataRequestPage,
  dataRequestSearch,
  newDataFile,
  shortcutFile,
  shortcutId,
  shortcutNote,
  shortcutPage,
  shortcutRow,
  shortcutSearch,
} from './shortcuts.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)
const own = { action: 'download-data' } as const
const deciding = { action: 'decide-data-requests' } as const
const noting = { action: 'write-download-note' } as const

/** 下載捷徑專區 of the own institution, and 資料申請作業 in the back office. */
export const shortcutRoutes = {
  'GET /api/shortcuts': route({
    rule: own,
    limit: reading,
    summary: 'The files that the agency has for the institution, by tick box, newest first',
    request: shortcutSearch,
    answer: shortcutPage,
  }),
  'POST /api/shortcuts/file': route({
    rule: own,
    limit: changing,
    also: [perHolder(240, 60), perInstitution(1200, 60)],
    summary:
      'The address under which a file can be fetched, once and within a minute; as an encrypted archive when asked for',
    request: shortcutFile,
    answer: fileAddress,
  }),
  'POST /api/shortcuts/request': route({
    rule: own,
    limit: changing,
    summary: 'Asks again for a file whose time is over (申請重送)',
    request: shortcutId,
    answer: shortcutRow,
  }),
  'GET /api/staff/data-requests': route({
    rule: deciding,
    limit: reading,
    summary: 'Files and requests of the institutions in the own areas, those asked for first',
    request: dataRequestSearch,
    answer: dataRequestPage,
  }),
  'POST /api/staff/data-requests/decide': route({
    rule: deciding,
    limit: changing,
    summary: 'Grants or declines a request',
    request: dataDecision,
    answer: dataRequest,
  }),
  'POST /api/staff/data-requests/files': route({
    rule: deciding,
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'Provides an institution with a file, which is the body',
    upload: true,
    request: newDataFile,
    maximumBytes: largestFile,
    answer: dataRequest,
  }),
  'GET /api/staff/data-requests/downloads': route({
    rule: deciding,
    limit: reading,
    summary: 'Who downloaded a file, newest first',
    request: shortcutId,
    answer: dataDownloads,
  }),
  'GET /api/staff/data-requests/note': route({
    rule: noting,
    limit: reading,
    summary: 'The notes under the list (下載說明) as they are kept',
    request: nothing,
    answer: shortcutNote,
  }),
  'PUT /api/staff/data-requests/note': route({
    rule: noting,
    limit: changing,
    summary: 'Writes the notes under the list. What is unsafe in them is taken out',
    request: shortcutNote,
    maximumBytes: 128 * 1024,
    answer: shortcutNote,
  }),
} as const satisfies RouteTable
