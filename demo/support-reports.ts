import type { County } from '../core/portal/counties.ts'
import type { WeeklyHours } from '../core/support-reports/hours.ts'
import type { Profession, SupportContent } from '../core/support-reports/report.ts'
import type { SupportState } from '../core/support-reports/states.ts'
import { demoPeople } from './people.ts'

/** Registrations of practice and support reports of the demo, every one invented. */
export interface DemoRegistration {
  readonly key: string
  readonly personId: string
  readonly profession: Profession
  readonly licenseNumber: string
  readonly institutionCode: string
  readonly weekly: readonly WeeklyHours[]
}

const personOf = (name: string): string => demoPeople.find((person) => person.name === name)?.id ?? ''

export const demoRegistrations: readonly DemoRegistration[] = [
  {
    key: 'lin',
    personId: personOf('林示範'),
    profession: 'physician',
    licenseNumber: '示範醫執字第000001號',
    institutionCode: '3501999018',
    weekly: [
      { weekday: 1, from: '09:00', until: '12:00' },
      { weekday: 2, from: '14:00', until: '17:30' },
    ],
  },
  {
    key: 'chen',
    personId: personOf('陳測試'),
    profession: 'pharmacist',
    licenseNumber: '示範藥執字第000002號',
    institutionCode: '5901999027',
    weekly: [],
  },
  {
    key: 'xian',
    personId: personOf('閒示範'),
    profession: 'dentist',
    licenseNumber: '示範牙執字第000003號',
    institutionCode: '0901999031',
    weekly: [{ weekday: 3, from: '08:30', until: '12:00' }],
  },
  {
    key: 'xu',
    personId: personOf('許測試'),
    profession: 'nurse',
    licenseNumber: '示範護執字第000004號',
    institutionCode: '3501999018',
    weekly: [],
  },
]

/** Institutions that are elsewhere than their codes tell. */
export const demoCounties: readonly { readonly code: string; readonly county: County }[] = [
  { code: '0901999031', county: 'TXG' },
  { code: '2301999040', county: 'HUA' },
]

export interface DemoSupportReport {
  readonly registration: string
  readonly state: Extract<SupportState, 'draft' | 'submitted' | 'returned' | 'approved'>
  /** Of its number; null for a draft, which has none. */
  readonly serial: number | null
  readonly content: Pick<SupportContent, 'institution' | 'kind' | 'pharmacistCase' | 'weekly' | 'reason'>
  /** Counted from the day on which it is written. */
  readonly firstIn: number
  readonly lastIn: number
  readonly reason: string | null
}

const plain = { kind: 'scheduled', pharmacistCase: null } as const

/** One of every state that somebody has to do with. */
export const demoSupportReports: readonly DemoSupportReport[] = [
  {
    registration: 'lin',
    state: 'approved',
    serial: 9_900_001,
    content: {
      ...plain,
      institution: '0901999031',
      weekly: [{ weekday: 4, from: '13:30', until: '17:00' }],
      reason: '示範：家醫科門診支援',
    },
    firstIn: 7,
    lastIn: 187,
    reason: null,
  },
  {
    registration: 'lin',
    state: 'draft',
    serial: null,
    content: {
      ...plain,
      institution: '2301999040',
      weekly: [{ weekday: 6, from: '09:00', until: '12:00' }],
      reason: '',
    },
    firstIn: 30,
    lastIn: 60,
    reason: null,
  },
  {
    registration: 'chen',
    state: 'submitted',
    serial: 9_900_002,
    content: {
      kind: 'scheduled',
      pharmacistCase: 'outreach',
      institution: '3501999018',
      weekly: [{ weekday: 7, from: '09:00', until: '16:00' }],
      reason: '示範：社區義診調劑',
    },
    firstIn: 14,
    lastIn: 28,
    reason: null,
  },
  {
    registration: 'xu',
    state: 'returned',
    serial: 9_900_003,
    content: {
      ...plain,
      institution: '2301999040',
      weekly: [{ weekday: 5, from: '08:00', until: '12:00' }],
      reason: '示範：預防接種支援',
    },
    firstIn: 20,
    lastIn: 50,
    reason: '支援事由不夠具體，請補充說明執行之業務內容。',
  },
  {
    registration: 'xian',
    state: 'approved',
    serial: 9_900_004,
    content: {
      ...plain,
      institution: '3501999054',
      weekly: [{ weekday: 2, from: '18:00', until: '21:00' }],
      reason: '示範：牙科夜診支援',
    },
    firstIn: 3,
    lastIn: 120,
    reason: null,
  },
]
