import { fileAddress } from './announcements.ts'
import { claimsPartBytes } from '../claims/submission.ts'
import {
  claimsFileId,
  claimsFilePage,
  claimsFileResult,
  claimsFileSearch,
  claimsFindingPage,
  claimsFindingSearch,
  claimsOutputFile,
  claimsPart,
  claimsUpload,
  icd10Answer,
  icd10Question,
  newClaimsFile,
} from './claims.ts'
import { nothing } from './nothing.ts'
import { perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)
const uploading = { action: 'upload-claims' } as const
const following = { action: 'follow-claims' } as const
const fetching = { action: 'fetch-claims-results' } as const

/** A.02 預檢醫療費用申報 */
export const claimsRoutes = {
  'POST /api/claims/uploads': route({
    rule: uploading,
    limit: changing,
    also: [perHolder(240, 60), perInstitution(600, 60)],
    summary: 'Begins to send a claims file, or goes on with one whose line broke',
    request: newClaimsFile,
    answer: claimsUpload,
  }),
  'POST /api/claims/uploads/part': route({
    rule: uploading,
    limit: reading,
    also: [perHolder(1200, 60), perInstitution(2400, 60)],
    summary: 'The next part of a claims file; after the last one it waits for its check',
    upload: true,
    maximumBytes: claimsPartBytes,
    request: claimsPart,
    answer: claimsUpload,
  }),
  'GET /api/claims/files': route({
    rule: following,
    limit: reading,
    unattended: true,
    summary: 'The claims files that the institution has sent, newest first, and how it stands with each',
    request: claimsFileSearch,
    answer: claimsFilePage,
  }),
  'DELETE /api/claims/files': route({
    rule: uploading,
    limit: changing,
    summary: 'Takes a claims file back, with what its check found; it loses its place',
    request: claimsFileId,
    answer: nothing,
  }),
  'GET /api/claims/results': route({
    rule: fetching,
    limit: reading,
    summary: 'What the check of a claims file found, by rule',
    request: claimsFileId,
    answer: claimsFileResult,
  }),
  'GET /api/claims/results/findings': route({
    rule: fetching,
    limit: reading,
    summary: 'The findings of one rule in a claims file',
    request: claimsFindingSearch,
    answer: claimsFindingPage,
  }),
  'POST /api/claims/results/file': route({
    rule: fetching,
    limit: changing,
    also: [perHolder(240, 60), perInstitution(1200, 60)],
    summary: 'The address under which 檢核錯誤明細表 can be fetched, once and within a minute',
    request: claimsOutputFile,
    answer: fileAddress,
  }),
  'POST /api/claims/icd-10': route({
    rule: { action: 'check-icd-10' },
    limit: changing,
    summary: 'Whether codes of ICD-10-CM/PCS are in force on a day',
    request: icd10Question,
    answer: icd10Answer,
  }),
} as const satisfies RouteTable
