import { z } from 'zod'
import { nothing } from './nothing.ts'
import { perAddress, perHolder, perInstitution, perSession, route, type RouteTable } from './route.ts'
import {
  applicationId,
  failureReason,
  moduleApplication,
  moduleApplicationPage,
  moduleArchive,
  moduleCode,
  modulePageKey,
  moduleSearch,
  newModuleApplication,
  ownModuleApplication,
  ownModuleApplications,
  revokedModules,
  sealedModuleSecret,
  testModules,
} from './sam.ts'

const reading = perSession(600, 60)
const changing = perSession(60, 60)

/** 雲端安全模組: application, download, revocation, and their review. On the VPN platform; elsewhere there is none of it. */
export const samRoutes = {
  'GET /api/sam/applications': route({
    rule: { action: 'apply-modules' },
    limit: reading,
    summary: 'The institution’s applications for a module, and whether another can be filed',
    request: nothing,
    answer: ownModuleApplications,
  }),
  'GET /api/sam/application': route({
    rule: { action: 'apply-modules' },
    limit: reading,
    summary: 'One of them',
    request: applicationId,
    answer: ownModuleApplication,
  }),
  'POST /api/sam/applications': route({
    rule: { action: 'apply-modules' },
    limit: changing,
    also: [perHolder(120, 3600), perInstitution(120, 3600)],
    summary: 'Files an application; a renewal too, within the renewal days',
    request: newModuleApplication,
    answer: ownModuleApplication,
  }),
  'POST /api/sam/reissue': route({
    rule: { action: 'apply-modules' },
    limit: changing,
    summary: 'Has a module made anew whose secret was lost: the old one is revoked at once',
    request: applicationId.extend({ pageKey: modulePageKey }),
    answer: ownModuleApplication,
  }),
  'POST /api/sam/secret': route({
    rule: { action: 'apply-modules' },
    limit: changing,
    also: [perHolder(240, 60), perInstitution(1200, 60)],
    summary: 'Gives the sealed secret out, once, to the page whose key it is sealed to',
    request: applicationId.extend({ pageKey: modulePageKey }),
    answer: sealedModuleSecret,
  }),
  'POST /api/sam/download': route({
    rule: { action: 'apply-modules' },
    limit: changing,
    also: [perHolder(240, 60), perInstitution(1200, 60)],
    summary: 'The module file, in a ZIP archive',
    request: applicationId,
    answer: moduleArchive,
  }),
  'POST /api/sam/revocation': route({
    rule: { action: 'revoke-module' },
    subject: 'applicationId',
    limit: changing,
    summary: 'Asks for the revocation of a module: it opens nothing from then on',
    request: applicationId,
    answer: ownModuleApplication,
  }),
  'GET /api/sam/revoked': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'The modules that are revoked or are to be, for whoever keeps one',
    request: nothing,
    answer: revokedModules,
  }),
  'GET /api/sam/test-modules': route({
    rule: 'anyone',
    limit: perAddress(120, 60),
    summary: 'The published test modules',
    request: nothing,
    answer: testModules,
  }),
  'GET /api/sam/test-module': route({
    rule: 'anyone',
    limit: perAddress(60, 60),
    summary: 'The file of one of them, in a ZIP archive',
    request: z.strictObject({ module: moduleCode }),
    answer: moduleArchive,
  }),
  'GET /api/staff/modules': route({
    rule: { action: 'review-modules' },
    limit: reading,
    also: [perHolder(1200, 60)],
    summary: 'Applications of all institutions, by state, institution or number',
    request: moduleSearch,
    answer: moduleApplicationPage,
  }),
  'GET /api/staff/module': route({
    rule: { action: 'review-modules' },
    limit: reading,
    summary: 'One of them',
    request: applicationId,
    answer: moduleApplication,
  }),
  'POST /api/staff/modules/take-up': route({
    rule: { action: 'review-modules' },
    limit: changing,
    summary: 'Takes an application up for review',
    request: applicationId,
    answer: moduleApplication,
  }),
  'POST /api/staff/modules/pass': route({
    rule: { action: 'review-modules' },
    limit: changing,
    summary: 'Passes it: the module is made by a job',
    request: applicationId,
    answer: moduleApplication,
  }),
  'POST /api/staff/modules/fail': route({
    rule: { action: 'review-modules' },
    limit: changing,
    summary: 'Does not pass it, and says why',
    request: applicationId.extend({ reason: failureReason }),
    answer: moduleApplication,
  }),
  'POST /api/staff/modules/revoke': route({
    rule: { action: 'review-modules' },
    limit: changing,
    summary: 'Confirms a revocation that was asked for',
    request: applicationId,
    answer: moduleApplication,
  }),
} as const satisfies RouteTable
