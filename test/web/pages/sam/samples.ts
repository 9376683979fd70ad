import type { OwnModuleApplication } from '../../../../core/protocol/sam.ts'
import { clinic } from '../../support/samples.ts'
import { id, openPage, representative } from '../organizations/samples.ts'

// The code of the pages is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../../web/pages/sam/sam-page.tsx'),
  import('../../../../web/pages/sam/test-modules-page.tsx'),
])

export const application = (changes: Partial<OwnModuleApplication> = {}): OwnModuleApplication => ({
  id: id(1),
  number: '1154V0001234',
  institution: { code: clinic.code, name: clinic.name },
  state: 'applied',
  contact: { name: '林聯絡', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' },
  filedAt: '2026-11-29T17:00:00.000Z',
  reviewedAt: null,
  reason: null,
  module: null,
  pageKey: `B${'A'.repeat(86)}`,
  ...changes,
})

export const ready = (changes: Partial<OwnModuleApplication> = {}): OwnModuleApplication =>
  application({
    state: 'ready',
    reviewedAt: '2026-11-30T01:00:00.000Z',
    module: { code: '901000000042', ends: '2029-11-29T17:00:00.000Z', secretWaits: true },
    ...changes,
  })

export const listOf = (applications: OwnModuleApplication[], obstacle: string | null = null) => ({
  institution: { code: clinic.code, name: clinic.name },
  applications,
  obstacle,
})

export const openModules = (applications: OwnModuleApplication[], answers: Record<string, unknown> = {}) =>
  openPage('/sam', representative, { 'GET /api/sam/applications': listOf(applications), ...answers })
