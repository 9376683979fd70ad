import type { Text } from '../i18n/text.ts'
import { daysAfter } from '../portal/taiwan-day.ts'
import { areHoursRight, meetsItself, type WeeklyHours } from './hours.ts'
import { isInForceState, type SupportState } from './states.ts'

/** 醫事人員類別, as far as the table of rules knows their laws. */
export const professions = {
  physician: { zhTW: '西醫師', en: 'Physician' },
  'chinese-medicine': { zhTW: '中醫師', en: 'Doctor of Chinese medicine' },
  dentist: { zhTW: '牙醫師', en: 'Dentist' },
  pharmacist: { zhTW: '藥師', en: 'Pharmacist' },
  nurse: { zhTW: '護理師', en: 'Nurse' },
  physiotherapist: { zhTW: '物理治療師', en: 'Physiotherapist' },
} as const satisfies Record<string, Text>

export type Profession = keyof typeof professions

export const professionCodes = Object.keys(professions) as Profession[]

export interface SupportKindRow {
  readonly label: Text
  readonly hint: Text
  /** Whose representative or manager has to agree before it is approved. Set here. */
  readonly consents: readonly ConsentSide[]
}

/** The own institution, and the one that is supported. */
export const consentSides = {
  own: { zhTW: '執業機構', en: 'Own institution' },
  supported: { zhTW: '支援機構', en: 'Supported institution' },
} as const satisfies Record<string, Text>

export type ConsentSide = keyof typeof consentSides

export const consentSideCodes = Object.keys(consentSides) as ConsentSide[]

/** 支援種類 */
export const supportKinds = {
  scheduled: {
    label: { zhTW: '固定排班支援', en: 'Support by a fixed schedule' },
    hint: {
      zhTW: '每週固定時段前往支援機構執業，須事先報准。',
      en: 'Every week at the same hours. Needs prior approval.',
    },
    consents: ['own', 'supported'],
  },
  unscheduled: {
    label: { zhTW: '未固定排班支援', en: 'Support without a fixed schedule' },
    hint: { zhTW: '臨時、未固定排班，登錄備查。', en: 'Now and then; kept on record.' },
    consents: ['own', 'supported'],
  },
  consultation: {
    label: { zhTW: '會診', en: 'Consultation' },
    hint: {
      zhTW: '應支援機構之邀會診，未固定排班，登錄備查。',
      en: 'Called in by the other institution; kept on record.',
    },
    consents: ['supported'],
  },
} as const satisfies Record<string, SupportKindRow>

export type SupportKind = keyof typeof supportKinds

export const supportKindCodes = Object.keys(supportKinds) as SupportKind[]

export const consentsOf = (kind: SupportKind): readonly ConsentSide[] => supportKinds[kind].consents

/** The five cases of 藥師法 §11, in its order. */
export const pharmacistCases = {
  addiction: { zhTW: '藥癮治療或傳染病防治服務', en: 'Treatment of addiction, or control of infectious diseases' },
  outreach: { zhTW: '義診或巡迴醫療服務', en: 'Free clinics or mobile services' },
  care: { zhTW: '藥事照護相關業務', en: 'Pharmaceutical care' },
  remote: {
    zhTW: '於矯正機關或公告之無藥事人員執業之偏遠地區執行調劑業務',
    en: 'Dispensing in a prison, or in a remote area without pharmacists',
  },
  'public-need': {
    zhTW: '其他經中央主管機關認定之公益或緊急需要',
    en: 'Another public or urgent need that the ministry has recognised',
  },
} as const satisfies Record<string, Text>

export type PharmacistCase = keyof typeof pharmacistCases

export const pharmacistCaseCodes = Object.keys(pharmacistCases) as PharmacistCase[]

/** What an applicant writes; empty or null while it is not written yet. Days are ISO 8601 days in Taiwan. */
export interface SupportContent {
  /** Which of the own registrations (執業登記) it is for: profession, licence number and own institution follow from it. */
  readonly registration: string | null
  /** The code of the supported institution. */
  readonly institution: string | null
  readonly kind: SupportKind | null
  readonly pharmacistCase: PharmacistCase | null
  readonly firstDay: string | null
  /** Included. */
  readonly lastDay: string | null
  readonly weekly: readonly WeeklyHours[]
  /** 支援事由 */
  readonly reason: string
}

export const emptyContent: SupportContent = {
  registration: null,
  institution: null,
  kind: null,
  pharmacistCase: null,
  firstDay: null,
  lastDay: null,
  weekly: [],
  reason: '',
}

export const longestReason = 300
/** Ranges of hours in a week. */
export const mostHours = 28
export const mostFiles = 5
/** A year, leap years too. */
export const longestDays = 366

export type SupportField = keyof SupportContent

export const supportFields = {
  registration: { zhTW: '執業登記', en: 'Registration' },
  institution: { zhTW: '支援機構', en: 'Supported institution' },
  kind: { zhTW: '支援種類', en: 'Kind of support' },
  pharmacistCase: { zhTW: '藥師法第11條之情形', en: 'Case of the Pharmacists Act, article 11' },
  firstDay: { zhTW: '開始日期', en: 'First day' },
  lastDay: { zhTW: '結束日期', en: 'Last day' },
  weekly: { zhTW: '支援時段', en: 'Hours' },
  reason: { zhTW: '支援事由', en: 'Reason' },
} as const satisfies Record<SupportField, Text>

export const supportFieldCodes = Object.keys(supportFields) as SupportField[]

/** What can be wrong with a field by itself. */
export const supportFaults = {
  missing: { zhTW: '尚未填寫。', en: 'Not filled in yet.' },
  order: { zhTW: '結束日期不能早於開始日期。', en: 'The last day is before the first.' },
  length: { zhTW: `支援期間最長 ${longestDays} 日。`, en: `It lasts ${longestDays} days at most.` },
  hours: {
    zhTW: '每個時段的結束須晚於開始；跨夜請分成兩個時段。',
    en: 'Each range ends after it begins. Over midnight it is two ranges.',
  },
  meets: { zhTW: '同一天的時段互相重疊。', en: 'Ranges of one day meet each other.' },
  many: { zhTW: `時段最多 ${mostHours} 個。`, en: `There are ${mostHours} ranges at most.` },
  long: { zhTW: `最多 ${longestReason} 字。`, en: `${longestReason} characters at most.` },
} as const satisfies Record<string, Text>

export type SupportFault = keyof typeof supportFaults

export const supportFaultCodes = Object.keys(supportFaults) as SupportFault[]

export type SupportFaults = Readonly<Partial<Record<SupportField, SupportFault>>>

/** What keeps a report from being sent, by field; `profession` of the registration that was chosen. */
export function faultsOf(content: SupportContent, profession: Profession | undefined): SupportFaults {
  const { registration, institution, kind, pharmacistCase, firstDay, lastDay, weekly, reason } = content
  const faults: Partial<Record<SupportField, SupportFault>> = {}
  if (registration === null) faults.registration = 'missing'
  if (institution === null) faults.institution = 'missing'
  if (kind === null) faults.kind = 'missing'
  if (profession === 'pharmacist' && pharmacistCase === null) faults.pharmacistCase = 'missing'
  if (firstDay === null) faults.firstDay = 'missing'
  if (lastDay === null) faults.lastDay = 'missing'
  else if (firstDay !== null && lastDay < firstDay) faults.lastDay = 'order'
  else if (firstDay !== null && lastDay >= daysAfter(firstDay, longestDays)) faults.lastDay = 'length'
  if (weekly.length === 0) faults.weekly = 'missing'
  else if (weekly.length > mostHours) faults.weekly = 'many'
  else if (!weekly.every(areHoursRight)) faults.weekly = 'hours'
  else if (meetsItself(weekly)) faults.weekly = 'meets'
  if (reason.trim() === '') faults.reason = 'missing'
  else if (reason.length > longestReason) faults.reason = 'long'
  return faults
}

/** The steps of the form, with the fields of each; then what others do. */
export const formSteps = [
  { key: 'practice', label: { zhTW: '執業登記', en: 'Registration' }, fields: ['registration'] },
  {
    key: 'place',
    label: { zhTW: '支援機構與種類', en: 'Institution and kind' },
    fields: ['institution', 'kind', 'pharmacistCase'],
  },
  { key: 'time', label: { zhTW: '期間與時段', en: 'Period and hours' }, fields: ['firstDay', 'lastDay', 'weekly'] },
  { key: 'reason', label: { zhTW: '事由與附件', en: 'Reason and files' }, fields: ['reason'] },
  { key: 'send', label: { zhTW: '確認送件', en: 'Check and send' }, fields: [] },
] as const satisfies readonly { readonly key: string; readonly label: Text; readonly fields: readonly SupportField[] }[]

export type FormStep = (typeof formSteps)[number]['key']

/** 機構同意 and 衛生局審查 come after the form. */
const steps = formSteps.length + 2

/** 已完成申辦流程的 N%: 0 to 100, in whole numbers. A change that is written anew has its own way to go. */
export function progressOf({
  state,
  faults,
  consentsMissing,
}: {
  readonly state: SupportState
  readonly faults: SupportFaults
  readonly consentsMissing: number
}): number {
  if (state === 'approved' || state === 'expired' || state === 'cancelled') return 100
  const filled = formSteps.filter(
    ({ key, fields }) => key !== 'send' && fields.every((field) => faults[field] === undefined),
  ).length
  const isSent = isInForceState(state)
    ? ['change-submitted', 'change-reviewing'].includes(state)
    : ['submitted', 'reviewing'].includes(state)
  const done = isSent ? formSteps.length + (consentsMissing === 0 ? 1 : 0) : filled
  return Math.round((100 * done) / steps)
}
