import type { CardType } from '../cards/card-types.ts'
import type { Text } from '../i18n/text.ts'
import type { CatalogueCode } from './catalogue.ts'
import type { Platform } from './platforms.ts'
import type { Role } from './roles.ts'
import type { ServiceCode } from './services.ts'
import type { StaffRole } from './staff-roles.ts'

/**
 * Who may do what, and to what: role × action × scope. A route names its action; nothing else lets anybody in.
 * - scope `institution`: at the institution that was chosen, in one of `roles` held there.
 * - scope `areas`: in the areas of the staff posts that are held.
 * - scope `person`: to what is the person's own.
 */
export type ActionRow = {
  readonly label: Text
  /** Only there; on both portals otherwise. */
  readonly platforms?: readonly Platform[]
  /** Only who signed in with one of these. */
  readonly cardTypes?: readonly CardType[]
  /** Dangerous: a fresh signature of the card that signed in is asked for each time. */
  readonly signature?: true
  /** The entry of the service menu that leads here. */
  readonly entry?: CatalogueCode
} & (
  | {
      readonly scope: 'institution'
      readonly roles: readonly Role[]
      /** And this service must be applied for and granted to the person. */
      readonly service?: ServiceCode
    }
  | { readonly scope: 'areas'; readonly staff: readonly StaffRole[] }
  | { readonly scope: 'person' }
)

const byRepresentative = { scope: 'institution', roles: ['representative'] } as const
/** A business card (工商憑證) is no institution's own: it has no module. */
const byModuleApplicant = {
  ...byRepresentative,
  platforms: ['vpn'],
  cardTypes: ['hca-institution', 'gca-unit'],
} as const
const byManager = { scope: 'institution', roles: ['manager'] } as const
/** Granted with 醫療費用申報, never on its own. */
const byClaimant = { scope: 'institution', roles: ['user'], service: 'A.01' } as const
const byAdministrator = { scope: 'areas', staff: ['administrator'] } as const

export const actions = {
  'maintain-managers': {
    ...byRepresentative,
    label: { zhTW: '機構管理者維護作業', en: 'Maintenance of managers' },
    entry: 'O.01.01',
  },
  'remove-manager': {
    ...byRepresentative,
    label: { zhTW: '移除機構管理者', en: 'Remove a manager' },
    signature: true,
  },
  'reset-manager-password': {
    ...byRepresentative,
    label: { zhTW: '重設機構管理者密碼', en: 'Reset a manager’s password' },
  },
  'reset-user-password': {
    ...byManager,
    label: { zhTW: '重設機構使用者密碼', en: 'Reset a user’s password' },
  },
  'apply-modules': {
    ...byModuleApplicant,
    label: { zhTW: '雲端安全模組申請、下載', en: 'Cloud security module: application, download' },
    entry: 'O.01.02',
  },
  'revoke-module': {
    ...byModuleApplicant,
    label: { zhTW: '申請註銷雲端安全模組', en: 'Ask for the revocation of a cloud security module' },
    signature: true,
  },
  'apply-services': {
    ...byManager,
    label: { zhTW: '健保服務申請作業', en: 'Application for services' },
    entry: 'O.02.01',
  },
  'maintain-users': {
    ...byManager,
    label: { zhTW: '機構使用者維護作業', en: 'Maintenance of users' },
    entry: 'O.02.02',
  },
  'grant-services': {
    ...byManager,
    label: { zhTW: '使用者授權管理作業', en: 'Granting of services' },
    entry: 'O.02.03',
  },
  'request-internet-data': {
    ...byManager,
    platforms: ['vpn'],
    label: { zhTW: '申請讀取Internet資料', en: 'Request for the data of the Internet platform' },
  },
  'permit-vendors': {
    scope: 'institution',
    roles: ['user'],
    service: 'A.01.03',
    platforms: ['vpn'],
    label: { zhTW: '醫事機構固接網路及允入HIS廠商申請作業', en: 'Fixed line and permitted HIS vendors' },
    entry: 'A.01.03',
  },
  'read-history': {
    scope: 'institution',
    roles: ['representative', 'manager'],
    label: { zhTW: '異動紀錄', en: 'Who did what' },
  },
  'download-data': {
    scope: 'institution',
    roles: ['representative', 'manager', 'user'],
    label: { zhTW: '下載捷徑專區', en: 'Files for the institution' },
  },
  'upload-claims': {
    ...byClaimant,
    label: { zhTW: '預檢醫療費用申報資料上傳', en: 'Claims pre-check: upload' },
    entry: 'A.02.01',
  },
  'follow-claims': {
    ...byClaimant,
    label: { zhTW: '預檢醫療費用申報收件狀況查詢', en: 'Claims pre-check: what was received' },
    entry: 'A.02.02',
  },
  'fetch-claims-results': {
    ...byClaimant,
    label: { zhTW: '預檢醫療費用申報相關檔案下載', en: 'Claims pre-check: result files' },
    entry: 'A.02.03',
  },
  'check-icd-10': {
    ...byClaimant,
    label: { zhTW: 'ICD-10-CM/PCS有效碼檢測作業', en: 'Check of ICD-10-CM/PCS codes' },
    entry: 'A.02.04',
  },
  'maintain-staff': { ...byAdministrator, label: { zhTW: '後台人員維護作業', en: 'Maintenance of staff' } },
  'search-audit': { ...byAdministrator, label: { zhTW: '稽核紀錄查詢', en: 'Search of the audit' } },
  'maintain-settings': {
    scope: 'areas',
    staff: ['administrator', 'information'],
    label: { zhTW: '系統參數維護作業', en: 'Settings of the portal' },
  },
  'maintain-institutions': {
    scope: 'areas',
    staff: ['administrator', 'information', 'division'],
    label: { zhTW: '醫事機構維護作業', en: 'Maintenance of institutions' },
  },
  'import-institutions': {
    scope: 'areas',
    staff: ['administrator', 'information'],
    label: { zhTW: '醫事機構批次匯入', en: 'Import of institutions' },
  },
  'review-modules': {
    scope: 'areas',
    staff: ['administrator', 'module-reviewer'],
    platforms: ['vpn'],
    label: { zhTW: '雲端安全模組審核作業', en: 'Review of cloud security modules' },
  },
  'maintain-vendors': {
    scope: 'areas',
    staff: ['administrator', 'information'],
    label: { zhTW: 'HIS廠商維護作業', en: 'Maintenance of HIS vendors' },
  },
  'read-check-reports': {
    scope: 'areas',
    staff: ['administrator', 'information', 'headquarters', 'division'],
    label: { zhTW: '檢測報告查詢', en: 'Reports of the settings check' },
  },
  'write-urgent-notices': {
    scope: 'areas',
    staff: ['information'],
    label: { zhTW: '即時公告作業', en: 'Urgent notices' },
  },
  'write-business-notices': {
    scope: 'areas',
    staff: ['headquarters'],
    label: { zhTW: '業務公告作業', en: 'Business notices' },
  },
  'write-system-notices': {
    scope: 'areas',
    staff: ['information', 'headquarters'],
    label: { zhTW: '系統公告作業', en: 'System notices' },
  },
  'write-headquarters-notices': {
    scope: 'areas',
    staff: ['headquarters'],
    label: { zhTW: '署本部公告作業', en: 'Headquarters’ announcements' },
  },
  'write-division-notices': {
    scope: 'areas',
    staff: ['division'],
    label: { zhTW: '分區公告作業', en: 'Division’s announcements' },
  },
  // The door to the five above: which kinds are open behind it, each call looks up in its own row.
  'write-announcements': {
    scope: 'areas',
    staff: ['information', 'headquarters', 'division'],
    label: { zhTW: '公告作業', en: 'Announcements' },
  },
  'write-downloads': {
    scope: 'areas',
    staff: ['information'],
    label: { zhTW: '下載專區作業', en: 'Downloads' },
  },
  'decide-data-requests': {
    scope: 'areas',
    staff: ['administrator', 'information', 'division'],
    label: { zhTW: '資料申請作業', en: 'Data requests' },
  },
  'write-download-note': {
    scope: 'areas',
    staff: ['information'],
    label: { zhTW: '下載說明維護作業', en: 'Notes on downloads' },
  },
  // 署本部組室 its own: the areas of its posts are its offices.
  'maintain-contacts': {
    scope: 'areas',
    staff: ['information', 'headquarters'],
    label: { zhTW: '聯絡窗口維護作業', en: 'Contacts' },
  },
  'maintain-links': {
    scope: 'areas',
    staff: ['information'],
    label: { zhTW: '首頁連結作業', en: 'Links' },
  },
  'maintain-clients': {
    scope: 'areas',
    staff: ['administrator', 'information'],
    label: { zhTW: '單一登入系統作業', en: 'Systems of the single sign-on' },
  },
  'change-client': {
    scope: 'areas',
    staff: ['administrator', 'information'],
    label: { zhTW: '異動單一登入系統', en: 'Change a system of the single sign-on' },
    signature: true,
  },
  'report-support': {
    scope: 'person',
    platforms: ['support'],
    label: { zhTW: '報備支援', en: 'Support reports' },
  },
  'consent-support': {
    scope: 'institution',
    platforms: ['support'],
    roles: ['representative', 'manager'],
    label: { zhTW: '報備支援機構同意', en: 'Agreement to support' },
  },
  'review-support': {
    scope: 'areas',
    staff: ['health-bureau'],
    label: { zhTW: '報備支援審核作業', en: 'Review of support reports' },
  },
} as const satisfies Record<string, ActionRow>

export type Action = keyof typeof actions

export const actionCodes = Object.keys(actions) as Action[]

/** The dangerous ones. */
export type SignatureAction = {
  [A in Action]: (typeof actions)[A] extends { readonly signature: true } ? A : never
}[Action]

export const actionRow = (action: Action): ActionRow => actions[action]

const isDangerous = (code: Action): code is SignatureAction => actionRow(code).signature === true

export const signatureActions = actionCodes.filter(isDangerous)

export const isSignatureAction = (code: string): code is SignatureAction =>
  signatureActions.some((action) => action === code)
