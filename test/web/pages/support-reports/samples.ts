import type { SupportReportView } from '../../../../core/protocol/support-reports.ts'
import { sampleSession } from '../../support/samples.ts'

export const session = { ...sampleSession, platform: 'support' } as const
export const id = '018f0000-0000-7000-8000-000000000301'
const registrationId = '018f0000-0000-7000-8000-000000000302'

export const clinic = { code: '3501999018', name: '示範晨曦診所', type: 'clinic', county: 'TPE' } as const
export const hospital = { code: '0901999031', name: '示範仁樂醫院', type: 'hospital', county: 'TXG' } as const

export const empty: SupportReportView = {
  id,
  number: null,
  state: 'draft',
  version: 1,
  practitioner: { name: '林示範', maskedIdNumber: 'A1****0017' },
  content: {
    registration: null,
    institution: null,
    kind: null,
    pharmacistCase: null,
    firstDay: null,
    lastDay: null,
    weekly: [],
    reason: '',
  },
  inForce: null,
  before: null,
  registrations: [
    {
      id: registrationId,
      profession: 'physician',
      licenseNumber: '示範醫執字第000001號',
      institution: clinic,
      isMain: true,
      firstDay: '2020-01-01',
      lastDay: null,
      suspended: null,
      weekly: [],
    },
  ],
  institutions: [],
  faults: {
    registration: 'missing',
    institution: 'missing',
    kind: 'missing',
    firstDay: 'missing',
    lastDay: 'missing',
    weekly: 'missing',
    reason: 'missing',
  },
  rules: [],
  overlaps: [],
  warnings: [],
  unprintable: '',
  files: [],
  consents: [],
  copies: [],
  reason: null,
  progress: 0,
  sentAt: null,
  decidedAt: null,
  history: [],
}

export const complete: SupportReportView = {
  ...empty,
  content: {
    registration: registrationId,
    institution: hospital.code,
    kind: 'scheduled',
    pharmacistCase: null,
    firstDay: '2026-12-01',
    lastDay: '2026-12-31',
    weekly: [{ weekday: 3, from: '14:00', until: '17:00' }],
    reason: '骨科門診支援',
  },
  institutions: [hospital],
  faults: {},
  rules: ['overlap-report', 'doctor-elsewhere', 'cross-county'],
  overlaps: [{ number: '1157R0000009', hours: [{ weekday: 3, from: '16:00', until: '17:00' }] }],
  progress: 57,
}

export const sent: SupportReportView = {
  ...complete,
  number: '1157R0001234',
  state: 'submitted',
  version: 3,
  warnings: ['overlap-report'],
  progress: 71,
  sentAt: '2026-11-20T02:00:00.000Z',
  consents: [
    {
      side: 'own',
      institution: { code: clinic.code, name: clinic.name },
      answer: 'agreed',
      answeredAt: '2026-11-20T03:00:00.000Z',
      reason: null,
    },
    {
      side: 'supported',
      institution: { code: hospital.code, name: hospital.name },
      answer: null,
      answeredAt: null,
      reason: null,
    },
  ],
  history: [{ version: 3, at: '2026-11-20T02:00:00.000Z', move: 'send', by: '林示範', reason: null }],
}
