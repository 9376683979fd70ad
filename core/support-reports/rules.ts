import type { Text } from '../i18n/text.ts'
import type { County } from '../portal/counties.ts'
import type { InstitutionType } from '../portal/institution-types.ts'
import { commonHours, type Schedule, type WeeklyHours } from './hours.ts'
import type { PharmacistCase, Profession, SupportKind } from './report.ts'

/** A registration of practice (執業登記), as the health bureau holds it. Days are ISO 8601; an end of null is none. */
export interface Registration {
  readonly profession: Profession
  readonly institution: string
  readonly institutionType: InstitutionType
  readonly county: County
  /** Of several registrations of one person, the main one (主執業登記). */
  readonly isMain: boolean
  readonly firstDay: string
  readonly lastDay: string | null
  /** 停業; `firstDay` of null where there is none. */
  readonly suspended: { readonly firstDay: string; readonly lastDay: string | null } | null
  /** Hours of the own practice; empty where the bureau knows none. */
  readonly weekly: readonly WeeklyHours[]
}

/** What the rules look at: a report that is complete, and what is known beside it. */
export interface SupportFacts {
  /** A day in Taiwan. */
  readonly today: string
  readonly registration: Registration
  /** Of the same person, on the days in question. */
  readonly registrations: number
  readonly kind: SupportKind
  readonly pharmacistCase: PharmacistCase | null
  /** A change of what was approved that leaves its first day as it is: that one was reported in time. */
  readonly keepsFirstDay: boolean
  readonly supported: { readonly code: string; readonly county: County }
  readonly schedule: Schedule & { readonly lastDay: string }
  /** The same person's other reports that are sent and not over. */
  readonly others: readonly OtherReport[]
}

export interface OtherReport extends Schedule {
  readonly number: string
}

/** `refuses`: it cannot be sent. `warns`: it is shown before sending, and recorded. `tells`: what follows from the law. */
export const ruleWeights = ['refuses', 'warns', 'tells'] as const
export type RuleWeight = (typeof ruleWeights)[number]

export interface SupportRuleRow {
  /** 法規名稱 and the article; of what no law says, that. */
  readonly article: Text
  readonly says: Text
  readonly weight: RuleWeight
  readonly applies: (facts: SupportFacts) => boolean
}

const doctors: ReadonlySet<Profession> = new Set(['physician', 'chinese-medicine', 'dentist'])

/** 藥師法 §11: who is registered at one of these may practise elsewhere at all. */
const pharmacistPlaces: ReadonlySet<InstitutionType> = new Set([
  'hospital',
  'clinic',
  'dental-clinic',
  'chinese-medicine-clinic',
  'health-station',
  'pharmacy',
])

const isDoctor = ({ registration }: SupportFacts) => doctors.has(registration.profession)
const isFixed = ({ kind }: SupportFacts) => kind === 'scheduled'

function meets(
  one: { firstDay: string; lastDay: string | null },
  other: { firstDay: string; lastDay: string },
): boolean {
  return one.firstDay <= other.lastDay && (one.lastDay === null || one.lastDay >= other.firstDay)
}

/** The hours that a report has in common with others, and with the own practice. */
export function overlapsOf({ registration, schedule, others }: SupportFacts): {
  readonly own: readonly WeeklyHours[]
  readonly others: readonly { readonly number: string; readonly hours: readonly WeeklyHours[] }[]
} {
  return {
    own: commonHours(schedule, registration),
    others: others
      .map((other) => ({ number: other.number, hours: commonHours(schedule, other) }))
      .filter(({ hours }) => hours.length > 0),
  }
}

const standard = (article: number): Text => ({
  zhTW: `醫療機構設置標準第 ${article} 條`,
  en: `Standards for the Establishment of Medical Institutions, article ${article}`,
})

const noArticle: Text = { zhTW: '審查提醒（法無明文）', en: 'For the reviewer (no article)' }

/** What the law says of support at another institution. The one table of it; whoever reads it reads it in this order. */
export const supportRules = {
  'another-institution': {
    article: standard(20),
    says: {
      zhTW: '報備支援為前往「他」機構執行業務，支援機構不能是執業機構。',
      en: 'Support is given at another institution than one’s own.',
    },
    weight: 'refuses',
    applies: ({ registration, supported }) => registration.institution === supported.code,
  },
  'before-it-begins': {
    article: standard(20),
    says: {
      zhTW: '須「事先」報准：開始日期最早為送件次日。',
      en: 'It is reported beforehand: its first day is after the day on which it is sent.',
    },
    weight: 'refuses',
    applies: ({ schedule, today, keepsFirstDay }) => !keepsFirstDay && schedule.firstDay <= today,
  },
  registered: {
    article: {
      zhTW: '醫師法第 8 條、護理人員法第 8 條、藥師法第 7 條',
      en: 'Physicians Act, article 8; Nursing Personnel Act, article 8; Pharmacists Act, article 7',
    },
    says: {
      zhTW: '領有執業執照始得執業：支援期間須在執業登記有效期間內。',
      en: 'Only who is registered practises: the registration lasts as long as the support.',
    },
    weight: 'refuses',
    applies: ({ registration: { firstDay, lastDay }, schedule }) =>
      firstDay > schedule.firstDay || (lastDay !== null && lastDay < schedule.lastDay),
  },
  suspended: {
    article: {
      zhTW: '醫師法第 10 條、護理人員法第 11 條、藥師法第 10 條',
      en: 'Physicians Act, article 10; Nursing Personnel Act, article 11; Pharmacists Act, article 10',
    },
    says: { zhTW: '停業中不得報備支援。', en: 'There is no support during a suspension of practice.' },
    weight: 'refuses',
    applies: ({ registration: { suspended }, schedule }) => suspended !== null && meets(suspended, schedule),
  },
  'pharmacist-place': {
    article: { zhTW: '藥師法第 11 條第 1 項', en: 'Pharmacists Act, article 11, paragraph 1' },
    says: {
      zhTW: '藥師於醫療機構、藥局執業者，始得於執業處所外執行業務。',
      en: 'A pharmacist practises elsewhere only when registered at a medical institution or a pharmacy.',
    },
    weight: 'refuses',
    applies: ({ registration: { profession, institutionType } }) =>
      profession === 'pharmacist' && !pharmacistPlaces.has(institutionType),
  },
  'pharmacist-case': {
    article: {
      zhTW: '藥師法第 11 條第 1 項第 1 款至第 5 款',
      en: 'Pharmacists Act, article 11, paragraph 1, (1) to (5)',
    },
    says: {
      zhTW: '藥師執業以一處為限；符合五款情形之一並經事先報准，得於執業處所外執行業務。',
      en: 'A pharmacist practises at one place, elsewhere only in one of five cases and with prior approval.',
    },
    weight: 'refuses',
    applies: ({ registration: { profession }, pharmacistCase }) =>
      profession === 'pharmacist' && pharmacistCase === null,
  },
  'main-registration': {
    article: {
      zhTW: '醫事人員執業登記及繼續教育辦法第 11 條',
      en: 'Regulations on Registration and Continuing Education, article 11',
    },
    says: {
      zhTW: '具多重醫事人員資格者，以主執業登記之資格報備支援。',
      en: 'Who has several professions reports by the main registration.',
    },
    weight: 'refuses',
    applies: ({ registration: { isMain }, registrations }) => registrations > 1 && !isMain,
  },
  'overlap-report': {
    article: noArticle,
    says: {
      zhTW: '時段與另一件報備支援重疊，請確認不會同時在兩處執業。',
      en: 'The hours meet those of another report.',
    },
    weight: 'warns',
    applies: (facts) => overlapsOf(facts).others.length > 0,
  },
  'overlap-own': {
    article: noArticle,
    says: {
      zhTW: '時段與執業機構的看診或值勤時段重疊，請確認執業機構已調整。',
      en: 'The hours meet those of the own practice.',
    },
    weight: 'warns',
    applies: (facts) => overlapsOf(facts).own.length > 0,
  },
  'doctor-elsewhere': {
    article: { zhTW: '醫師法第 8 條之 2', en: 'Physicians Act, article 8-2' },
    says: {
      zhTW: '醫師執業應在核准登記之機構為之；會診、支援、應邀出診或經事先報准者，不在此限。',
      en: 'Doctors practise where they are registered; consultation, support and what was approved beforehand are excepted.',
    },
    weight: 'tells',
    applies: isDoctor,
  },
  'doctor-department': {
    article: standard(21),
    says: {
      zhTW: '醫師經事先報准前往他機構執行業務之科別，不受該機構登記診療科別限制。',
      en: 'A doctor who was approved beforehand is not bound to the departments that the other institution has registered.',
    },
    weight: 'tells',
    applies: (facts) => isDoctor(facts) && isFixed(facts),
  },
  'nurse-elsewhere': {
    article: { zhTW: '護理人員法第 12 條', en: 'Nursing Personnel Act, article 12' },
    says: {
      zhTW: '護理人員執業應在核准登記之機構為之；急救、執業機構間之支援或經事先報准者，不在此限。',
      en: 'Nurses practise where they are registered; support between institutions and what was approved beforehand are excepted.',
    },
    weight: 'tells',
    applies: ({ registration: { profession } }) => profession === 'nurse',
  },
  'physiotherapist-elsewhere': {
    article: { zhTW: '物理治療師法第 9 條', en: 'Physiotherapists Act, article 9' },
    says: {
      zhTW: '物理治療師執業應在核准登記之機構為之；機構間之支援或經事先報准者，不在此限。',
      en: 'Physiotherapists practise where they are registered; support between institutions and what was approved beforehand are excepted.',
    },
    weight: 'tells',
    applies: ({ registration: { profession } }) => profession === 'physiotherapist',
  },
  unscheduled: {
    article: standard(20),
    says: {
      zhTW: '未固定排班之會診、支援免事先報准；本件登錄備查。',
      en: 'Consultation and support without a fixed schedule need no prior approval; this one is kept on record.',
    },
    weight: 'tells',
    applies: (facts) => !isFixed(facts),
  },
  'cross-county': {
    article: standard(20),
    says: {
      zhTW: '越區執業：由執業登記所在地衛生局核准，並副知支援地衛生局。',
      en: 'Across counties: the bureau of the county of practice approves, and the county of the other institution gets a copy.',
    },
    weight: 'tells',
    applies: ({ registration, supported }) => registration.county !== supported.county,
  },
} as const satisfies Record<string, SupportRuleRow>

export type SupportRule = keyof typeof supportRules

export const supportRuleCodes = Object.keys(supportRules) as SupportRule[]

export const supportRule = (rule: SupportRule): SupportRuleRow => supportRules[rule]

/** The rules that apply, in the table's order. */
export const rulesFor = (facts: SupportFacts): SupportRule[] =>
  supportRuleCodes.filter((rule) => supportRule(rule).applies(facts))

export const rulesOfWeight = (rules: readonly SupportRule[], weight: RuleWeight): SupportRule[] =>
  rules.filter((rule) => supportRule(rule).weight === weight)

/** Who decides, and who gets a copy once it is approved (醫療機構設置標準 §20). */
export const reviewOf = (
  own: County,
  supported: County,
): { readonly reviewer: County; readonly copies: readonly County[] } => ({
  reviewer: own,
  copies: own === supported ? [] : [supported],
})
