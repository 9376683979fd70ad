import type { Hono } from 'hono'
import { serveFeed } from './announcements/feed.ts'
import { askAuthorsFile, attachFile, detachFile } from './announcements/handle-attachments.ts'
import { listWritable, readHistory as readVersions, readRecord } from './announcements/handle-lists.ts'
import { askOwnFile, listOwn, readOwn } from './announcements/handle-own.ts'
import { deliverPublic, listPublic, readPublic } from './announcements/handle-public.ts'
import { changeAnnouncement, moveAnnouncement, previewText, writeDraft } from './announcements/handle-writing.ts'
import { exportRows, listCounts, searchRows } from './audit-search/handle-search.ts'
import type { AuthParts } from './auth/auth-parts.ts'
import { authenticateModule } from './auth/authenticate-module.ts'
import { guardConfirmation } from './auth/guard-confirmation.ts'
import { guardPreSession } from './auth/guard-pre-session.ts'
import { guardSession } from './auth/guard-session.ts'
import { checkIcd10 } from './claims/handle-icd-10.ts'
import { askOutput, listFiles, listFindings, readResult, removeFile as removeClaims } from './claims/handle-files.ts'
import { beginUpload, takePart } from './claims/handle-upload.ts'
import type { ClaimsParts } from './claims/claims-parts.ts'
import { askConfirmation, confirmAction } from './auth/handle-confirmation.ts'
import { chooseInstitution, readSession, signOut } from './auth/handle-session.ts'
import { endSessions, listSessions } from './auth/handle-sessions.ts'
import { issueChallenge } from './auth/issue-challenge.ts'
import { noteCard } from './auth/note-card.ts'
import type { PasswordParts } from './auth/require-password.ts'
import { signIn } from './auth/sign-in.ts'
import { assertionValidator } from './auth/validate-assertion.ts'
import { echo } from './check/handle-echo.ts'
import { keepReport } from './check/handle-report.ts'
import type { Config } from './config.ts'
import type { RevocationState } from './check/revocation-state.ts'
import { addFile, askDownloadFile, removeFile } from './downloads/handle-files.ts'
import { listDownloads, readDownload, readDownloadHistory } from './downloads/handle-lists.ts'
import { deliverOffered, listItems, listOffered } from './downloads/handle-public.ts'
import { changeDownload, draftDownload, moveDownload } from './downloads/handle-writing.ts'
import type { FileStore } from './files/file-store.ts'
import { deliverByTicket } from './files/handle-ticket.ts'
import { createHttp } from './http/create-http.ts'
import type { HttpEnvironment, HttpParts } from './http/http-parts.ts'
import { addContact, changeContact, listMaintained, readContactHistory } from './contacts/handle-maintenance.ts'
import { listContactChoices, listContactItems, listPublicContacts, searchContacts } from './contacts/handle-reading.ts'
import { addLink, changeLink, listAllLinks, readLinkHistory } from './links/handle-maintenance.ts'
import { listLinks } from './links/handle-public.ts'
import { changeGrants, listGrants } from './organizations/handle-grants.ts'
import { readHistory } from './organizations/handle-history.ts'
import { requestInternetData } from './organizations/handle-internet-data.ts'
import { appointManager, changeManager, listManagers, removeManager } from './organizations/handle-managers.ts'
import { applyForServices, listServices, withdrawService } from './organizations/handle-services.ts'
import { appointUser, changeUser, listUsers, removeUser } from './organizations/handle-users.ts'
import { listVendors, permitVendor, registerLine, withdrawVendor } from './organizations/handle-vendors.ts'
import { authorizeClient } from './oidc/handle-authorize.ts'
import { addClient, changeClient, listAllClients, readClientHistory } from './oidc/handle-clients.ts'
import { endClientSession } from './oidc/handle-end-session.ts'
import { findSystem } from './oidc/handle-system.ts'
import type { OidcSetup, Providers } from './oidc/oidc-parts.ts'
import { serveLibrary } from './oidc/serve-library.ts'
import { changePassword } from './passwords/change-password.ts'
import { generalSignIn } from './passwords/general-sign-in.ts'
import { resetPassword } from './passwords/reset-password.ts'
import { fileApplication, listApplications, readApplication } from './sam/handle-applications.ts'
import { askRevocation, downloadModule, fetchSecret, reissueModule } from './sam/handle-module.ts'
import { listRevoked, listTestModules, readTestModule } from './sam/handle-public.ts'
import {
  confirmRevocation,
  fail as failApplication,
  pass as passApplication,
  readApplicationForReview,
  searchApplications,
  takeUp,
} from './sam/handle-review.ts'
import type { Sam } from './sam/sam-parts.ts'
import { decideRequest, listDownloadsOf, listRequests, provideFile } from './shortcuts/handle-requests.ts'
import { readNote, writeNote } from './shortcuts/handle-note.ts'
import { askAgain, askShortcutFile, listShortcuts } from './shortcuts/handle-own.ts'
import { readOpenapi } from './site/handle-openapi.ts'
import { readPortal } from './site/handle-portal.ts'
import { serveSecurityText } from './site/security-text.ts'
import { readCheckReport } from './staff/handle-check-report.ts'
import { changeInstitution, searchForInstitutions } from './staff/handle-institutions.ts'
import { checkInstitutions, confirmInstitutions } from './staff/handle-import.ts'
import { givePost, listPosts, takePost } from './staff/handle-posts.ts'
import { changeSetting, listSettings } from './staff/handle-settings.ts'
import { addVendor, changeVendor, listVendors as listAllVendors } from './staff/handle-vendors.ts'
import { answerForInstitution, listConsents } from './support-reports/handle-consents.ts'
import {
  askOwnReportFile,
  askReviewedFile,
  attachReportFile,
  detachReportFile,
} from './support-reports/handle-files.ts'
import { moveReport } from './support-reports/handle-moves.ts'
import {
  beginReport,
  findInstitutions,
  listOwnReports,
  listRegistrations,
  readOwnReport,
  writeReport,
} from './support-reports/handle-own.ts'
import { printReport, verifyReport } from './support-reports/handle-print.ts'
import { countReports, listReports, readReport, reviewReport } from './support-reports/handle-review.ts'
import { checkSchedule, confirmScheduleFile } from './support-reports/handle-schedules.ts'
import { askForCard, signInByCard } from './support-sign-in/handle-card.ts'
import { finishRegistration, startRegistration } from './support-sign-in/handle-password.ts'
import { handOver, sendCode, takeReturn } from './support-sign-in/handle-phone.ts'
import type { SupportServices } from './support-sign-in/support-sign-in-parts.ts'

export interface AppParts extends AuthParts, PasswordParts, Pick<HttpParts, 'log' | 'measures' | 'web'> {
  readonly config: Config
  readonly files: FileStore
  /** How it stands with what tells whether cards are revoked. */
  readonly revocation: RevocationState
  /** The authority of security modules, and the test modules that are published. */
  readonly sam: Sam
  /** What the ways by NHI card of the support-reporting system need; without them they are not offered. */
  readonly supportServices?: SupportServices | undefined
  readonly claims: Pick<ClaimsParts, 'incoming' | 'maintenance' | 'icd10'>
  /** Single sign-on for other systems, where it is offered. */
  readonly providers?: Providers | undefined
  readonly oidc?: OidcSetup | undefined
}

/** The portal: the route table with its handlers. What a route needs is handed to it by name. */
export function createApp(parts: AppParts): Hono<HttpEnvironment> {
  const validateAssertion = assertionValidator(parts)
  const { providers = new Map(), oidc } = parts
  const localClients = oidc?.localClients ?? false
  const claims: ClaimsParts = { ...parts, ...parts.claims }
  return createHttp({
    ...parts,
    guards: {
      preSession: guardPreSession(parts),
      session: guardSession(parts),
      confirmation: guardConfirmation(parts),
    },
    handlers: {
      'GET /api/portal': readPortal(parts),
      'GET /api/echo': echo(parts),
      'POST /api/check/reports': keepReport(parts),
      'GET /api/openapi': readOpenapi(),
      'POST /api/auth/challenge': issueChallenge(parts),
      'POST /api/auth/assertion': signIn(parts, validateAssertion),
      'POST /api/auth/module-authentication': authenticateModule(parts),
      'GET /api/auth/session': readSession(),
      'GET /api/auth/sessions': listSessions(parts),
      'POST /api/auth/sessions/end': endSessions(parts),
      'POST /api/auth/institution': chooseInstitution(parts),
      'POST /api/auth/card-watch': noteCard(parts),
      'POST /api/auth/confirmation': askConfirmation(parts),
      'POST /api/auth/confirmation/assertion': confirmAction(parts, validateAssertion),
      'POST /api/auth/sign-out': signOut(parts),
      'GET /api/organizations/managers': listManagers(parts),
      'POST /api/organizations/managers': appointManager(parts),
      'PUT /api/organizations/managers': changeManager(parts),
      'DELETE /api/organizations/managers': removeManager(parts),
      'GET /api/organizations/users': listUsers(parts),
      'POST /api/organizations/users': appointUser(parts),
      'PUT /api/organizations/users': changeUser(parts),
      'DELETE /api/organizations/users': removeUser(parts),
      'GET /api/organizations/services': listServices(parts),
      'POST /api/organizations/services': applyForServices(parts),
      'DELETE /api/organizations/services': withdrawService(parts),
      'POST /api/organizations/internet-data': requestInternetData(parts),
      'GET /api/organizations/grants': listGrants(parts),
      'PUT /api/organizations/grants': changeGrants(parts),
      'GET /api/organizations/vendors': listVendors(parts),
      'PUT /api/organizations/line': registerLine(parts),
      'POST /api/organizations/vendors': permitVendor(parts),
      'DELETE /api/organizations/vendors': withdrawVendor(parts),
      'GET /api/organizations/history': readHistory(parts),
      'POST /api/support-sign-in/phone': sendCode(parts),
      'POST /api/support-sign-in/phone/code': handOver(parts),
      'POST /api/support-sign-in/phone/return': takeReturn(parts),
      'POST /api/support-sign-in/card/challenge': askForCard(parts),
      'POST /api/support-sign-in/card': signInByCard(parts),
      'POST /api/support-sign-in/password': startRegistration(parts),
      'POST /api/support-sign-in/password/code': finishRegistration(parts),
      'POST /api/passwords/sign-in': generalSignIn(parts),
      'POST /api/passwords/change': changePassword(parts),
      'POST /api/passwords/managers': resetPassword(parts, 'representative'),
      'POST /api/passwords/users': resetPassword(parts, 'manager'),
      'GET /api/staff/posts': listPosts(parts),
      'POST /api/staff/posts': givePost(parts),
      'DELETE /api/staff/posts': takePost(parts),
      'GET /api/staff/settings': listSettings(parts),
      'PUT /api/staff/settings': changeSetting(parts),
      'GET /api/staff/institutions': searchForInstitutions(parts),
      'PUT /api/staff/institutions': changeInstitution(parts),
      'POST /api/staff/institution-imports': checkInstitutions(parts),
      'POST /api/staff/institution-imports/confirm': confirmInstitutions(parts),
      'GET /api/staff/vendors': listAllVendors(parts),
      'POST /api/staff/vendors': addVendor(parts),
      'PUT /api/staff/vendors': changeVendor(parts),
      'POST /api/staff/check-reports': readCheckReport(parts),
      'POST /api/audit/search': searchRows(parts),
      'POST /api/audit/export': exportRows(parts),
      'GET /api/audit/counts': listCounts(parts),
      'GET /api/sam/applications': listApplications(parts),
      'GET /api/sam/application': readApplication(parts),
      'POST /api/sam/applications': fileApplication(parts),
      'POST /api/sam/reissue': reissueModule(parts),
      'POST /api/sam/secret': fetchSecret(parts),
      'POST /api/sam/download': downloadModule(parts),
      'POST /api/sam/revocation': askRevocation(),
      'GET /api/sam/revoked': listRevoked(parts),
      'GET /api/sam/test-modules': listTestModules(parts),
      'GET /api/sam/test-module': readTestModule(parts),
      'GET /api/staff/modules': searchApplications(parts),
      'GET /api/staff/module': readApplicationForReview(parts),
      'POST /api/staff/modules/take-up': takeUp(parts),
      'POST /api/staff/modules/pass': passApplication(parts),
      'POST /api/staff/modules/fail': failApplication(parts),
      'POST /api/staff/modules/revoke': confirmRevocation(parts),
      'GET /api/announcements': listPublic(parts),
      'GET /api/announcements/details': readPublic(parts),
      'GET /api/announcements/own': listOwn(parts),
      'GET /api/announcements/own/details': readOwn(parts),
      'POST /api/announcements/own/file': askOwnFile(parts),
      'GET /api/staff/announcements': listWritable(parts),
      'GET /api/staff/announcements/record': readRecord(parts),
      'POST /api/staff/announcements': writeDraft(parts),
      'PUT /api/staff/announcements': changeAnnouncement(parts),
      'POST /api/staff/announcements/move': moveAnnouncement(parts),
      'POST /api/staff/announcements/attachments': attachFile(parts),
      'DELETE /api/staff/announcements/attachments': detachFile(parts),
      'POST /api/staff/announcements/file': askAuthorsFile(parts),
      'POST /api/staff/announcements/preview': previewText(),
      'GET /api/staff/announcements/history': readVersions(parts),
      'GET /api/downloads': listOffered(parts),
      'GET /api/downloads/items': listItems(parts),
      'GET /api/staff/downloads': listDownloads(parts),
      'GET /api/staff/downloads/record': readDownload(parts),
      'POST /api/staff/downloads': draftDownload(parts),
      'PUT /api/staff/downloads': changeDownload(parts),
      'POST /api/staff/downloads/move': moveDownload(parts),
      'POST /api/staff/downloads/files': addFile(parts),
      'DELETE /api/staff/downloads/files': removeFile(parts),
      'POST /api/staff/downloads/file': askDownloadFile(parts),
      'GET /api/staff/downloads/history': readDownloadHistory(parts),
      'POST /api/claims/uploads': beginUpload(claims),
      'POST /api/claims/uploads/part': takePart(claims),
      'GET /api/claims/files': listFiles(claims),
      'DELETE /api/claims/files': removeClaims(claims),
      'GET /api/claims/results': readResult(claims),
      'GET /api/claims/results/findings': listFindings(claims),
      'POST /api/claims/results/file': askOutput(claims),
      'POST /api/claims/icd-10': checkIcd10(claims),
      'GET /api/shortcuts': listShortcuts(parts),
      'POST /api/shortcuts/file': askShortcutFile(parts),
      'POST /api/shortcuts/request': askAgain(parts),
      'GET /api/staff/data-requests': listRequests(parts),
      'POST /api/staff/data-requests/decide': decideRequest(parts),
      'POST /api/staff/data-requests/files': provideFile(parts),
      'GET /api/staff/data-requests/downloads': listDownloadsOf(parts),
      'GET /api/staff/data-requests/note': readNote(parts),
      'PUT /api/staff/data-requests/note': writeNote(parts),
      'GET /api/contacts/items': listContactItems(parts),
      'GET /api/contacts': listPublicContacts(parts),
      'GET /api/contacts/choices': listContactChoices(parts),
      'GET /api/contacts/search': searchContacts(parts),
      'GET /api/staff/contacts': listMaintained(parts),
      'POST /api/staff/contacts': addContact(parts),
      'PUT /api/staff/contacts': changeContact(parts),
      'GET /api/staff/contacts/history': readContactHistory(parts),
      'GET /api/links': listLinks(parts),
      'GET /api/staff/links': listAllLinks(parts),
      'POST /api/staff/links': addLink(parts),
      'PUT /api/staff/links': changeLink(parts),
      'GET /api/staff/links/history': readLinkHistory(parts),
      'GET /api/staff/clients': listAllClients(parts),
      'POST /api/staff/clients': addClient({ localClients }),
      'PUT /api/staff/clients': changeClient({ localClients }),
      'GET /api/staff/clients/history': readClientHistory(parts),
      'POST /api/oidc/authorize': authorizeClient({ ...parts, oidc }, providers),
      'GET /api/oidc/system': findSystem(parts, providers),
      'POST /api/oidc/end-session': endClientSession(parts, providers),
      'GET /api/support-reports/registrations': listRegistrations(parts),
      'GET /api/support-reports/institutions': findInstitutions(parts),
      'GET /api/support-reports': listOwnReports(parts),
      'GET /api/support-reports/report': readOwnReport(parts),
      'POST /api/support-reports': beginReport(parts),
      'PUT /api/support-reports': writeReport(parts),
      'POST /api/support-reports/move': moveReport(parts),
      'POST /api/support-reports/attachments': attachReportFile(parts),
      'DELETE /api/support-reports/attachments': detachReportFile(parts),
      'POST /api/support-reports/file': askOwnReportFile(parts),
      'POST /api/support-reports/print': printReport(parts),
      'POST /api/support-reports/schedules': checkSchedule(parts),
      'POST /api/support-reports/schedules/confirm': confirmScheduleFile(parts),
      'GET /api/support-reports/verify': verifyReport(parts),
      'GET /api/support-reports/consents': listConsents(parts),
      'POST /api/support-reports/consents': answerForInstitution(parts),
      'GET /api/staff/support-reports': listReports(parts),
      'GET /api/staff/support-reports/report': readReport(parts),
      'POST /api/staff/support-reports/move': reviewReport(parts),
      'POST /api/staff/support-reports/file': askReviewedFile(parts),
      'GET /api/staff/support-reports/statistics': countReports(parts),
    },
    documents: {
      '/files/:ticket': deliverByTicket(parts),
      '/announcements/files/:attachment': deliverPublic(parts),
      '/downloads/files/:file': deliverOffered(parts),
      '/announcements.atom': serveFeed(parts),
      '/.well-known/security.txt': serveSecurityText(parts),
    },
    endpoints: serveLibrary(parts, providers),
  })
}
