import type { Kysely } from 'kysely'
import type { AccountsTable } from './tables/accounts.ts'
import type { AnnouncementAttachmentsTable } from './tables/announcement-attachments.ts'
import type { AnnouncementCountsTable, AnnouncementGenerationsTable } from './tables/announcement-counts.ts'
import type { AnnouncementGramCountsTable, AnnouncementGramsTable } from './tables/announcement-grams.ts'
import type { AnnouncementVersionsTable } from './tables/announcement-versions.ts'
import type { AnnouncementVisitsTable } from './tables/announcement-visits.ts'
import type { AnnouncementsTable } from './tables/announcements.ts'
import type { AssignmentsTable } from './tables/assignments.ts'
import type { AuditBlocksTable } from './tables/audit-blocks.ts'
import type { AuditCountsTable } from './tables/audit-counts.ts'
import type { AuditTable } from './tables/audit.ts'
import type { CardHoldersTable } from './tables/card-holders.ts'
import type { ChallengesTable } from './tables/challenges.ts'
import type { CheckReportsTable } from './tables/check-reports.ts'
import type { ConfirmationsTable } from './tables/confirmations.ts'
import type { ClaimsFilesTable, ClaimsOutputsTable } from './tables/claims-files.ts'
import type { DownloadFilesTable } from './tables/download-files.ts'
import type { DownloadVersionsTable } from './tables/download-versions.ts'
import type { DownloadsTable } from './tables/downloads.ts'
import type { ContactsTable } from './tables/contacts.ts'
import type { EnvironmentMarksTable } from './tables/environment-marks.ts'
import type { NhiServiceCardsTable } from './tables/nhi-service-cards.ts'
import type { PhoneChecksTable } from './tables/phone-checks.ts'
import type { FeedbackFilesTable } from './tables/feedback-files.ts'
import type { FileTicketsTable } from './tables/file-tickets.ts'
import type { FixedLinesTable } from './tables/fixed-lines.ts'
import type { GrantsTable } from './tables/grants.ts'
import type { InstitutionCountiesTable } from './tables/institution-counties.ts'
import type { InstitutionDetailsTable } from './tables/institution-details.ts'
import type { InstitutionIdentifiersTable } from './tables/institution-identifiers.ts'
import type { InstitutionImportsTable } from './tables/institution-imports.ts'
import type { InstitutionServicesTable } from './tables/institution-services.ts'
import type { InstitutionsTable } from './tables/institutions.ts'
import type { InternetDataRequestsTable } from './tables/internet-data-requests.ts'
import type { JobsTable } from './tables/jobs.ts'
import type { PageTextsTable } from './tables/page-texts.ts'
import type { LinksTable } from './tables/links.ts'
import type { OidcClientsTable } from './tables/oidc-clients.ts'
import type { OidcRecordsTable } from './tables/oidc-records.ts'
import type { PasswordHistoryTable } from './tables/password-history.ts'
import type { PasswordsTable } from './tables/passwords.ts'
import type { PasswordTriesTable } from './tables/password-tries.ts'
import type { PeopleTable } from './tables/people.ts'
import type { PortalSettingsTable } from './tables/portal-settings.ts'
import type { PracticeRegistrationsTable } from './tables/practice-registrations.ts'
import type { ProofsTable } from './tables/proofs.ts'
import type { PublicContentTable } from './tables/public-content.ts'
import type { RateLimitsTable } from './tables/rate-limits.ts'
import type { RecordVersionsTable } from './tables/record-versions.ts'
import type { RevocationFetchesTable } from './tables/revocation-fetches.ts'
import type { RevocationListPartsTable, RevocationListsTable } from './tables/revocation-lists.ts'
import type { SamApplicationsTable } from './tables/sam-applications.ts'
import type { SamModulesTable } from './tables/sam-modules.ts'
import type { SamSecretsTable } from './tables/sam-secrets.ts'
import type { SentNoticesTable } from './tables/sent-notices.ts'
import type { SessionsTable } from './tables/sessions.ts'
import type { ShortcutDownloadsTable } from './tables/shortcut-downloads.ts'
import type { ShortcutsTable } from './tables/shortcuts.ts'
import type { StaffPostsTable } from './tables/staff-posts.ts'
import type { StatusExceptionsTable } from './tables/status-exceptions.ts'
import type {
  SupportReportConsentsTable,
  SupportReportCopiesTable,
  SupportReportFilesTable,
  SupportReportVersionsTable,
} from './tables/support-report-parts.ts'
import type { SupportReportSchedulesTable } from './tables/support-report-schedules.ts'
import type { SupportReportsTable } from './tables/support-reports.ts'
import type { VendorPermissionsTable } from './tables/vendor-permissions.ts'
import type { VendorsTable } from './tables/vendors.ts'

/** Every table, by its name in SQL. test/server/db/database.test.ts compares it with information_schema. */
export interface Database {
  accounts: AccountsTable
  announcement_attachments: AnnouncementAttachmentsTable
  announcement_counts: AnnouncementCountsTable
  announcement_generations: AnnouncementGenerationsTable
  announcement_gram_counts: AnnouncementGramCountsTable
  announcement_grams: AnnouncementGramsTable
  announcement_versions: AnnouncementVersionsTable
  announcement_visits: AnnouncementVisitsTable
  announcements: AnnouncementsTable
  assignments: AssignmentsTable
  audit: AuditTable
  audit_blocks: AuditBlocksTable
  audit_counts: AuditCountsTable
  card_holders: CardHoldersTable
  challenges: ChallengesTable
  claims_files: ClaimsFilesTable
  claims_outputs: ClaimsOutputsTable
  check_reports: CheckReportsTable
  confirmations: ConfirmationsTable
  download_files: DownloadFilesTable
  download_versions: DownloadVersionsTable
  downloads: DownloadsTable
  contacts: ContactsTable
  environment_marks: EnvironmentMarksTable
  feedback_files: FeedbackFilesTable
  file_tickets: FileTicketsTable
  fixed_lines: FixedLinesTable
  grants: GrantsTable
  institution_counties: InstitutionCountiesTable
  institution_details: InstitutionDetailsTable
  institution_identifiers: InstitutionIdentifiersTable
  institution_imports: InstitutionImportsTable
  institution_services: InstitutionServicesTable
  institutions: InstitutionsTable
  internet_data_requests: InternetDataRequestsTable
  jobs: JobsTable
  nhi_service_cards: NhiServiceCardsTable
  page_texts: PageTextsTable
  links: LinksTable
  oidc_clients: OidcClientsTable
  oidc_records: OidcRecordsTable
  password_history: PasswordHistoryTable
  password_tries: PasswordTriesTable
  passwords: PasswordsTable
  people: PeopleTable
  phone_checks: PhoneChecksTable
  portal_settings: PortalSettingsTable
  practice_registrations: PracticeRegistrationsTable
  proofs: ProofsTable
  public_content: PublicContentTable
  rate_limits: RateLimitsTable
  record_versions: RecordVersionsTable
  revocation_fetches: RevocationFetchesTable
  revocation_list_parts: RevocationListPartsTable
  revocation_lists: RevocationListsTable
  sam_applications: SamApplicationsTable
  sam_modules: SamModulesTable
  sam_secrets: SamSecretsTable
  sent_notices: SentNoticesTable
  sessions: SessionsTable
  shortcut_downloads: ShortcutDownloadsTable
  shortcuts: ShortcutsTable
  staff_posts: StaffPostsTable
  status_exceptions: StatusExceptionsTable
  support_report_consents: SupportReportConsentsTable
  support_report_copies: SupportReportCopiesTable
  support_report_files: SupportReportFilesTable
  support_report_schedules: SupportReportSchedulesTable
  support_report_versions: SupportReportVersionsTable
  support_reports: SupportReportsTable
  vendor_permissions: VendorPermissionsTable
  vendors: VendorsTable
}

/** What a query function takes: the database itself, or a transaction of it. */
export type Queryable = Kysely<Database>
