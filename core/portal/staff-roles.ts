import type { Text } from '../i18n/text.ts'

/** Who works in the back office (mission: 資訊組, 署本部組室, 分區業務組, reviewers, 衛生局, administrator). */
export interface StaffRoleRow {
  readonly label: Text
  /** What a post of this role is limited to: a division, a county, an office of the headquarters if one is named, or nothing. */
  readonly area: 'division' | 'county' | 'department' | 'everywhere'
}

export const staffRoles = {
  administrator: { label: { zhTW: '系統管理者', en: 'Administrator' }, area: 'everywhere' },
  information: { label: { zhTW: '資訊組', en: 'Information division' }, area: 'everywhere' },
  headquarters: { label: { zhTW: '署本部組室', en: 'Headquarters' }, area: 'department' },
  division: { label: { zhTW: '分區業務組', en: 'Regional division' }, area: 'division' },
  'module-reviewer': { label: { zhTW: '雲端安全模組審核', en: 'Cloud SAM reviewer' }, area: 'everywhere' },
  'health-bureau': { label: { zhTW: '衛生局', en: 'Health bureau' }, area: 'county' },
} as const satisfies Record<string, StaffRoleRow>

export type StaffRole = keyof typeof staffRoles

export const staffRoleCodes = Object.keys(staffRoles) as StaffRole[]

export const everywhere = 'everywhere'

/** One staff role of a person, and where it holds: the code of a division, a county or an office, or `everywhere`. */
export interface StaffPost {
  readonly role: StaffRole
  readonly area: string
}
