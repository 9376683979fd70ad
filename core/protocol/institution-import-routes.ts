import { largestFile } from '../portal/file-types.ts'
import { importCheck, importConfirmation, importOutcome, newImport } from './institution-imports.ts'
import { perHolder, perSession, route, type RouteTable } from './route.ts'

const importing = { action: 'import-institutions' } as const

/** 醫事機構批次匯入: a file is checked first, and taken over when it is confirmed. */
export const institutionImportRoutes = {
  'POST /api/staff/institution-imports': route({
    rule: importing,
    limit: perSession(30, 60),
    also: [perHolder(60, 60)],
    summary: 'Checks a CSV file of institutions, which is the body, and tells what it would do. Changes no institution',
    upload: true,
    request: newImport,
    maximumBytes: largestFile,
    answer: importCheck,
  }),
  'POST /api/staff/institution-imports/confirm': route({
    rule: importing,
    limit: perSession(30, 60),
    summary: 'Takes a checked file over, if it still does what was told of it',
    request: importConfirmation,
    answer: importOutcome,
  }),
} as const satisfies RouteTable
